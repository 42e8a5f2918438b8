using Cairn.Storage;

namespace Cairn.Cli.Comparing;

/// <summary>A metric in one run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Series">Its series of that name.</param>
/// <param name="Goal">Which way it gets better; null where it does not.</param>
internal sealed record ComparedSeries(ComparedRun Run, SeriesInfo Series, MetricGoal? Goal)
{
    /// <summary>The best value; NaN when there is none.</summary>
    public double Best => Goal switch
    {
        MetricGoal.Minimize => Series.Min,
        MetricGoal.Maximize => Series.Max,
        _ => double.NaN,
    };

    public long StepOfBest => Goal == MetricGoal.Minimize ? Series.StepOfMin : Series.StepOfMax;
}
