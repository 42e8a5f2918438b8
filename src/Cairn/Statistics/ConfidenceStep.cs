namespace Cairn.Statistics;

/// <summary>Judged predictions of about the same confidence.</summary>
/// <param name="Count">How many.</param>
/// <param name="ConfidenceSum">Sum of their confidence.</param>
/// <param name="Correct">How many were right.</param>
internal readonly record struct ConfidenceStep(long Count, double ConfidenceSum, long Correct)
{
    /// <summary>Whether these numbers can belong together; a sum may be off by what rounding leaves.</summary>
    public bool IsSound =>
        Count > 0 && Correct >= 0 && Correct <= Count && ConfidenceSum >= -1e-3 && ConfidenceSum <= Count + 1e-3;

    /// <summary>
    /// Both together. Nothing is left of less than nothing, so that what rounding leaves goes with the last prediction.
    /// </summary>
    public ConfidenceStep Plus(in ConfidenceStep more)
    {
        long count = Count + more.Count;
        return count <= 0
            ? default
            : new ConfidenceStep(
                count, ConfidenceSum + more.ConfidenceSum, Math.Clamp(Correct + more.Correct, 0, count));
    }
}
