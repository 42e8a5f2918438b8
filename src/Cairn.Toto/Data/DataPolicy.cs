namespace Cairn.Toto.Data;

/// <summary>What to do about a defect in the data.</summary>
public enum DataPolicy
{
    /// <summary>Refuse the file with a <see cref="MarketDataException"/>.</summary>
    Error,

    /// <summary>Mend it in the way that the option documents, and report a <see cref="DataNotice"/>.</summary>
    Repair,
}
