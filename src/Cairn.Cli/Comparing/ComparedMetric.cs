namespace Cairn.Cli.Comparing;

/// <summary>A metric that several runs have.</summary>
internal sealed record ComparedMetric(string Name, MetricGoal? Goal, IReadOnlyList<ComparedSeries> Series)
{
    /// <summary>The run that did best; of equal ones the first. Null when nobody can say.</summary>
    public ComparedRun? Winner
    {
        get
        {
            IEnumerable<ComparedSeries> known = Series.Where(one => double.IsFinite(one.Best));
            return (Goal == MetricGoal.Minimize ? known.MinBy(one => one.Best) : known.MaxBy(one => one.Best))?.Run;
        }
    }
}
