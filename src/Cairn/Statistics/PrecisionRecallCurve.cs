namespace Cairn.Statistics;

/// <summary>
/// What a binary classifier gains and loses at each threshold. Thresholds are spread evenly from 0 to 1. Immutable.
/// </summary>
public sealed class PrecisionRecallCurve
{
    /// <summary>How many numbers there are for each threshold.</summary>
    internal const int RowCount = 6;

    /// <summary>One number in each of the six rows.</summary>
    internal const int BytesPerThreshold = 6 * sizeof(float);

    internal PrecisionRecallCurve(float[] rows) => Rows = rows;

    /// <summary>How many thresholds there are.</summary>
    public int Thresholds => Rows.Length / RowCount;

    /// <summary>
    /// Six rows, one number for each threshold: true positives, false positives, true negatives, false negatives,
    /// precision, recall.
    /// </summary>
    internal float[] Rows { get; }

    /// <summary>Counts answers.</summary>
    /// <param name="isPositive">Which were truly positive.</param>
    /// <param name="scores">How sure the model was of each, 0 to 1; of the same length.</param>
    /// <param name="thresholds">How many thresholds, at least 2.</param>
    public static PrecisionRecallCurve Of(
        ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> scores, int thresholds = 201) =>
        throw new NotImplementedException();
}
