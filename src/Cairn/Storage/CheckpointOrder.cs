namespace Cairn.Storage;

/// <summary>
/// The one order of checkpoints by a metric, best first: finite values before infinite ones, by the goal; those without
/// a number last, which are never the best. Of equals the newest is first. Immutable.
/// </summary>
/// <remarks>The index answers the same question in SQL; a test compares both.</remarks>
internal sealed class CheckpointOrder(string metric, MetricGoal goal) : IComparer<CheckpointMetadata>
{
    /// <summary>
    /// Later ones first (by the millisecond, which is what the index keeps), then higher steps, then greater ids. Not by
    /// steps first: another training of the model begins again with few of them.
    /// </summary>
    public static IComparer<CheckpointMetadata> NewestFirst { get; } =
        Comparer<CheckpointMetadata>.Create(CompareAge);

    /// <summary>Whether it has a number to be ranked by.</summary>
    public bool CanBeBest(CheckpointMetadata checkpoint) => !double.IsNaN(ValueOf(checkpoint));

    /// <summary>Those that can be the best, best first.</summary>
    public IEnumerable<CheckpointMetadata> Rank(IEnumerable<CheckpointMetadata> checkpoints) =>
        checkpoints.Where(CanBeBest).Order(this);

    /// <summary>Null when none has a number to be ranked by.</summary>
    public CheckpointMetadata? Best(IEnumerable<CheckpointMetadata> checkpoints) => Rank(checkpoints).FirstOrDefault();

    /// <inheritdoc/>
    public int Compare(CheckpointMetadata? x, CheckpointMetadata? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        double a = ValueOf(x);
        double b = ValueOf(y);
        int order = RankOf(a).CompareTo(RankOf(b));
        if (order == 0)
        {
            order = goal == MetricGoal.Minimize ? a.CompareTo(b) : b.CompareTo(a);
        }

        return order != 0 ? order : CompareAge(x, y);
    }

    private double ValueOf(CheckpointMetadata checkpoint) =>
        checkpoint.PerformanceMetrics.TryGetValue(metric, out double value) ? value : double.NaN;

    private static int RankOf(double value) => double.IsFinite(value) ? 0 : double.IsInfinity(value) ? 1 : 2;

    private static int CompareAge(CheckpointMetadata x, CheckpointMetadata y)
    {
        int order = y.CreatedUtc.ToUnixTimeMilliseconds().CompareTo(x.CreatedUtc.ToUnixTimeMilliseconds());
        if (order == 0)
        {
            order = y.Step.CompareTo(x.Step);
        }

        return order != 0 ? order : string.CompareOrdinal(y.CheckpointId, x.CheckpointId);
    }
}
