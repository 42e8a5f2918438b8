using Cairn.Statistics;

namespace Cairn.Tests.Statistics;

public sealed class PerformanceFiguresTests
{
    [Fact]
    public void Figures_of_nothing_are_zero_and_nan()
    {
        var figures = PerformanceFigures.Of(new PerformanceSums());

        Assert.Equal((0, 0, 0), (figures.Predictions, figures.Resolved, figures.Pending));
        Assert.True(double.IsNaN(figures.MeanConfidence) && double.IsNaN(figures.P50Ms) && double.IsNaN(figures.Coverage));
        Assert.True(double.IsNaN(figures.Brier) && double.IsNaN(figures.CalibrationError));
        Assert.Equal((0, 1), (figures.Accuracy.Low, figures.Accuracy.High));
    }

    [Fact]
    public void Bad_confidence_and_bad_times_are_left_out_of_means()
    {
        var sums = new PerformanceSums();
        sums.AddPrediction(0.6, 10, isFlawed: false);
        sums.AddPrediction(0.8, 30, isFlawed: false);
        foreach (double bad in (double[])[double.NaN, -1, 7, double.PositiveInfinity])
        {
            sums.AddPrediction(bad, bad == 7 ? double.PositiveInfinity : double.NaN, isFlawed: true);
        }

        sums.AddPrediction(0.7, -3, isFlawed: true);
        var figures = PerformanceFigures.Of(sums);

        Assert.Equal((7, 7, 5), (figures.Predictions, figures.Records, figures.Flawed));
        Assert.Equal(0.7, figures.MeanConfidence, 1e-12);
        Assert.Equal(20, figures.MeanProcessingTimeMs, 1e-12);
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(1, double.NaN)]
    [InlineData(1, double.PositiveInfinity)]
    public void A_score_that_is_no_number_is_left_out_of_means(double brier, double logLoss)
    {
        var sums = new PerformanceSums();
        sums.AddOutcome(0.5, double.NaN, new Judgement(true, 0.25, 0.5));
        sums.AddOutcome(0.5, double.NaN, new Judgement(true, brier, logLoss));

        Assert.Equal((2, 1, 0.25, 0.5), (sums.Judged, sums.Scored, sums.BrierSum, sums.LogLossSum));
    }

    [Fact]
    public void Actions_that_are_too_many_are_counted_together()
    {
        var sums = new PerformanceSums();
        for (int i = 0; i < 2 * InputProfile.MaxActions; i++)
        {
            sums.AddAction($"action {i}", 2);
        }

        sums.AddAction("action 7", 1);

        Assert.Equal(InputProfile.MaxActions + 1, sums.Actions.Count);
        Assert.Equal((3, 2L * InputProfile.MaxActions), (sums.Actions["action 7"], sums.Actions[InputProfile.OtherAction]));
    }

    [Fact]
    public void Processing_times_count_every_call_and_the_rest_each_prediction_once()
    {
        var sums = new PerformanceSums();
        sums.AddPrediction(0.5, 1, isFlawed: false);
        sums.AddRepeat(3);
        sums.AddRepeat(double.NaN);
        var figures = PerformanceFigures.Of(sums, expired: 1);

        Assert.Equal((3, 1, 1, 0), (figures.Predictions, figures.Records, figures.Expired, figures.Pending));
        Assert.Equal(2, figures.MeanProcessingTimeMs);
        Assert.Equal(2.0 / 3, figures.DuplicateRate, 1e-12);
    }

    [Fact]
    public void An_outcome_that_is_taken_back_leaves_the_counts_as_they_were()
    {
        PerformanceSums sums = SumsOf(new Random(1));
        var before = PerformanceFigures.Of(sums);
        Judgement[] judgements = [new(true, 0.1, 0.3), new(false, 0.9, 2), new(true, double.NaN, double.NaN), Judgement.None];
        foreach (Judgement judgement in judgements)
        {
            sums.AddOutcome(0.4, 5, judgement);
            sums.AddOutcome(double.NaN, double.PositiveInfinity, judgement);
        }

        foreach (Judgement judgement in judgements)
        {
            sums.RemoveOutcome(double.NaN, double.PositiveInfinity, judgement);
            sums.RemoveOutcome(0.4, 5, judgement);
        }

        var after = PerformanceFigures.Of(sums);
        Assert.Equal(
            (before.Resolved, before.Judged, before.Correct, before.Valued, before.Scored),
            (after.Resolved, after.Judged, after.Correct, after.Valued, after.Scored));
        Assert.Equal(before.Brier, after.Brier, 1e-12);
        Assert.Equal(before.LogLoss, after.LogLoss, 1e-12);
        Assert.Equal(before.TotalValue, after.TotalValue, 1e-9);
        Assert.Equal(before.CalibrationError, after.CalibrationError, 1e-12);
    }

    [Fact]
    public void The_last_outcome_that_is_taken_back_takes_the_rounding_along()
    {
        var sums = new PerformanceSums();
        sums.AddOutcome(0.1, 0.1, new Judgement(true, 0.1, 0.1));
        sums.AddOutcome(0.2, 0.2, new Judgement(true, 0.2, 0.2));
        sums.RemoveOutcome(0.1, 0.1, new Judgement(true, 0.1, 0.1));
        sums.RemoveOutcome(0.2, 0.2, new Judgement(true, 0.2, 0.2));

        Assert.Equal((0, 0, 0), (sums.ValueSum, sums.BrierSum, sums.LogLossSum));
        Assert.Equal(0, sums.ConfidenceCounts.Count);
    }

    [Fact]
    public void Sums_of_two_parts_add_up_to_those_of_the_whole()
    {
        PerformanceSums first = SumsOf(new Random(1));
        PerformanceSums second = SumsOf(new Random(2));
        var whole = new PerformanceSums();
        whole.Add(first);
        whole.Add(second);
        var figures = PerformanceFigures.Of(whole);

        Assert.Equal(first.Records + second.Records, figures.Records);
        Assert.Equal(first.Correct + second.Correct, figures.Correct);
        Assert.Equal(first.Actions["BUY"] + second.Actions["BUY"], figures.Actions["BUY"]);
        Assert.Equal(figures.Judged, figures.Reliability.Sum(bin => bin.Accuracy.Of));
        Assert.Equal(first.LatencyCounts.Count + second.LatencyCounts.Count, whole.LatencyCounts.Count);
    }

    private static PerformanceSums SumsOf(Random random)
    {
        var sums = new PerformanceSums();
        for (int i = 0; i < 200; i++)
        {
            double confidence = random.NextDouble();
            bool isCorrect = random.NextDouble() < confidence;
            sums.AddPrediction(confidence, random.NextDouble() * 20, isFlawed: false);
            sums.AddAction(random.Next(2) == 0 ? "BUY" : "SELL", 1);
            sums.AddOutcome(confidence, random.NextDouble() - 0.5, new Judgement(isCorrect, random.NextDouble(), 0.5));
        }

        return sums;
    }
}
