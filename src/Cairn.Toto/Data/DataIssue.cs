namespace Cairn.Toto.Data;

/// <summary>A kind of defect in market data.</summary>
public enum DataIssue
{
    /// <summary>A row that cannot be read or contradicts itself, such as a high below the low.</summary>
    BadRow,

    /// <summary>A row that is earlier than the row before it.</summary>
    Unsorted,

    /// <summary>A time that occurs again.</summary>
    Duplicate,

    /// <summary>A pause between two bars that is much longer than the usual interval.</summary>
    Gap,

    /// <summary>No volume: the column is missing, or a field of it is empty.</summary>
    MissingVolume,
}
