namespace Cairn.Toto.Data;

/// <summary>How strict to be with a price file. An empty volume is always read as 0 and reported.</summary>
public sealed class CsvReadOptions
{
    /// <summary>Default of <see cref="GapFactor"/>: daily bars pause for 4 days at a weekend with a holiday.</summary>
    public const double DefaultGapFactor = 4;

    /// <summary>
    /// A row with a wrong number of fields, an unreadable time or number, a price that is not positive, or prices that
    /// contradict each other. Default <see cref="DataPolicy.Error"/>; the repair leaves the row out.
    /// </summary>
    public DataPolicy OnBadRow { get; set; } = DataPolicy.Error;

    /// <summary>Rows out of order. Default <see cref="DataPolicy.Error"/>; the repair sorts them by time.</summary>
    public DataPolicy OnUnsorted { get; set; } = DataPolicy.Error;

    /// <summary>
    /// Rows of the same time. Default <see cref="DataPolicy.Error"/>; the repair keeps the one that stands last in the
    /// file.
    /// </summary>
    public DataPolicy OnDuplicate { get; set; } = DataPolicy.Error;

    /// <summary>
    /// A pause of more than <see cref="GapFactor"/> median intervals. Default <see cref="DataPolicy.Repair"/>, since
    /// markets close: nothing is filled in, the bars on both sides count as neighbours, and the gap is reported.
    /// </summary>
    public DataPolicy OnGap { get; set; } = DataPolicy.Repair;

    /// <summary>How many median intervals a pause may last before it is a gap, at least 1. Default 4.</summary>
    public double GapFactor { get; set; } = DefaultGapFactor;
}
