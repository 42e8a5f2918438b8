using Cairn.Training;
using FsCheck;
using FsCheck.Fluent;

namespace Cairn.Tests.Training;

public sealed class MetricWindowTests
{
    [Fact]
    public void Statistics_are_of_the_latest_values_and_the_best_is_of_all()
    {
        var window = new MetricWindow(MetricGoal.Minimize, capacity: 3);
        double[] losses = [1, 0.1, 4, 2, 3];
        for (int epoch = 0; epoch < losses.Length; epoch++)
        {
            window.Add(epoch, losses[epoch]);
        }

        MetricStatistics statistics = window.Summarize();

        Assert.Equal((3, 3.0, 3.0), (statistics.Count, statistics.Mean, statistics.Last));
        Assert.Equal((2.0, 4.0), (statistics.Min, statistics.Max));
        Assert.Equal(Math.Sqrt(2.0 / 3), statistics.StandardDeviation, 12);
        Assert.Equal((0.1, 1), (statistics.Best, statistics.BestEpoch));
        Assert.Equal(-2, statistics.Improvement);
    }

    [Fact]
    public void More_of_an_accuracy_is_better_and_of_equals_the_first_is_best()
    {
        var window = new MetricWindow(MetricGoal.Maximize, capacity: 10);
        window.Add(0, 0.5);
        window.Add(1, 0.75);
        window.Add(2, 0.75);

        MetricStatistics statistics = window.Summarize();

        Assert.Equal((0.75, 1, 0.25), (statistics.Best, statistics.BestEpoch, statistics.Improvement));
    }

    [Fact]
    public void What_is_not_finite_is_counted_and_poisons_nothing()
    {
        var window = new MetricWindow(MetricGoal.Minimize, capacity: 10);
        window.Add(0, double.NaN);
        window.Add(1, 2);
        window.Add(2, double.NegativeInfinity);
        window.Add(3, null);

        MetricStatistics statistics = window.Summarize();

        Assert.Equal((1, 2L), (statistics.Count, statistics.NonFiniteCount));
        Assert.Equal((2.0, 0.0), (statistics.Mean, statistics.StandardDeviation));
        Assert.Equal((2.0, 1), (statistics.Last, statistics.BestEpoch));
    }

    [Fact]
    public void Without_values_every_number_is_nan()
    {
        MetricStatistics statistics = new MetricWindow(MetricGoal.Minimize, capacity: 10).Summarize();

        Assert.Equal((0, 0L, null), (statistics.Count, statistics.NonFiniteCount, statistics.BestEpoch));
        Assert.All(
            [
                statistics.Mean,
                statistics.StandardDeviation,
                statistics.Min,
                statistics.Max,
                statistics.Last,
                statistics.Best,
                statistics.Improvement,
            ],
            number => Assert.Equal(double.NaN, number));
    }

    [Fact]
    public void A_summary_counts_only_where_no_batch_of_its_epoch_did()
    {
        var window = new MetricWindow(MetricGoal.Minimize, capacity: 10);
        window.Add(0, 5);
        window.AddSummary(0, 1);
        window.AddSummary(1, 3);

        Assert.Equal((2, 3.0, 1), (window.Summarize().Count, window.Summarize().Best, window.Summarize().BestEpoch));
    }

    [Fact]
    public void The_mean_lies_between_the_extremes_of_any_values() => Prop.ForAll<double[]>(values =>
    {
        var window = new MetricWindow(MetricGoal.Minimize, capacity: 100);
        foreach (double value in values)
        {
            window.Add(0, value);
        }

        MetricStatistics statistics = window.Summarize();
        double slack = 1e-9 * Math.Max(Math.Abs(statistics.Min), Math.Abs(statistics.Max));
        return statistics.Count == 0
            || (statistics.Mean >= statistics.Min - slack && statistics.Mean <= statistics.Max + slack);
    }).QuickCheckThrowOnFailure();
}
