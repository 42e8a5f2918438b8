namespace Cairn.Callbacks.Trends;

/// <summary>What counts as getting better, standing still and getting worse. Immutable.</summary>
/// <param name="Goal">Which way is better.</param>
/// <param name="MinChange">How much of the median must change over the window to matter.</param>
/// <param name="Significance">The highest p-value that is not chance.</param>
internal sealed record TrendRule(MetricGoal Goal, double MinChange, double Significance)
{
    public MetricTrend Judge(double[] values)
    {
        double slope = TheilSen.Slope(values), pValue = MannKendall.Test(values).PValue;
        double last = values[^1], median = TheilSen.Median(values);
        double better = Goal == MetricGoal.Minimize ? -slope : slope;
        bool matters = pValue <= Significance && Math.Abs(slope) * (values.Length - 1) > MinChange * Math.Abs(median);
        double jump = Goal == MetricGoal.Minimize ? last - median : median - last;
        MetricTrendKind kind = jump > Math.Abs(median) / 2 || (matters && better < 0) ? MetricTrendKind.Diverging
            : matters ? MetricTrendKind.Improving
            : MetricTrendKind.Plateau;
        return new MetricTrend(kind, slope, pValue, median);
    }
}
