using System.Text.Json.Nodes;
using Cairn.Callbacks;

namespace Cairn.Tests.Callbacks;

public sealed class MetricTrackerTests
{
    [Fact]
    public void A_plateau_is_said_once_when_it_begins_and_again_after_progress()
    {
        double[] losses =
            [10, 9, 8, 7, 6, 6, 6, 6, 6, 6, 6, 6, 6, 5, 4, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1];

        string[] said = Warnings(new MetricTracker(["val_loss"], window: 5), losses);

        Assert.Equal(["7 plateau", "20 plateau"], said);
    }

    [Fact]
    public void A_metric_that_gets_worse_is_said_once() => Assert.Equal(
        ["6 plateau", "9 diverging"],
        Warnings(new MetricTracker(["val_loss"], window: 5), 5, 4, 3, 2, 1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7));

    [Fact]
    public void A_jump_is_getting_worse_at_once() => Assert.Equal(
        ["6 diverging"], Warnings(new MetricTracker(["val_loss"], window: 5), 1, 0.9, 0.8, 0.7, 0.6, 5));

    [Fact]
    public void More_of_an_accuracy_is_better() => Assert.Equal(
        ["10 diverging"],
        Warnings(
            new MetricTracker(["val_loss"], window: 6) { Goal = MetricGoal.Maximize },
            0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.0));

    [Fact]
    public void Values_that_are_not_finite_are_left_out() => Assert.Empty(
        Warnings(
            new MetricTracker(["val_loss"], window: 5), 9, double.NaN, 8, double.PositiveInfinity, 7, 6, 5, 4, 3, 2));

    [Fact]
    public void A_trend_too_small_to_matter_is_a_plateau()
    {
        double[] losses = [1, 0.9999, 0.9998, 0.9997, 0.9996];

        Assert.Equal(["5 plateau"], Warnings(new MetricTracker(["val_loss"], window: 5), losses));
        Assert.Empty(Warnings(new MetricTracker(["val_loss"], window: 5) { MinChange = 1e-6 }, losses));
    }

    [Fact]
    public void The_trend_is_known_from_the_epoch_that_fills_the_window()
    {
        var tracker = new MetricTracker(["val/loss"], window: 5);
        var manager = new CallbackManager([tracker]);
        for (int epoch = 1; epoch <= 5; epoch++)
        {
            Assert.Null(tracker.TrendOf("val_loss"));
            manager.OnEpochEnd(new() { Epoch = epoch, ValLoss = 10 - epoch });
        }

        MetricTrend trend = tracker.TrendOf("val_loss")!;
        Assert.Equal((MetricTrendKind.Improving, -1.0, 7.0), (trend.Kind, trend.Slope, trend.Median));
        Assert.Equal(0.0275, trend.PValue, 4);
        Assert.Throws<ArgumentException>(() => tracker.TrendOf("train_loss"));
    }

    [Fact]
    public void A_warning_says_what_it_saw()
    {
        var manager = new CallbackManager([new MetricTracker(["val_loss", "nothing"], window: 5)]);
        CallbackOutcome outcome = default;
        for (int epoch = 1; epoch <= 5; epoch++)
        {
            outcome = manager.OnEpochEnd(new() { Epoch = epoch, ValLoss = 0.5 });
            Assert.Equal(epoch == 1, outcome.Decisions.Any(d => d.Reason == "the state of the training has no 'nothing'"));
        }

        Assert.Equal(
            "val_loss stands still: 0 per epoch around 0.5, last 0.5 (p = 1.00)", Assert.Single(outcome.Decisions).Reason);
    }

    [Fact]
    public void Metrics_and_windows_that_cannot_be_watched_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new MetricTracker(["val_loss", "val/loss"]));
        Assert.Throws<ArgumentException>(() => new MetricTracker([""]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MetricTracker(["a"], window: 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MetricTracker(["a"], window: 501));
    }

    [Theory]
    [InlineData("values", "[\"x\"]")]
    [InlineData("values", "[null]")]
    [InlineData("kind", "\"Sideways\"")]
    [InlineData("said_missing", "1")]
    public void A_damaged_state_is_refused(string name, string json)
    {
        var tracker = new MetricTracker(["val_loss"]);
        JsonObject state = tracker.SaveState();
        state["val_loss"]![name] = JsonNode.Parse(json);

        Assert.Throws<CallbackStateException>(() => tracker.LoadState(state));
    }

    /// <summary>Epochs, counted from 1, and what was said after them.</summary>
    private static string[] Warnings(MetricTracker tracker, params double[] losses)
    {
        var manager = new CallbackManager([tracker]);
        return
        [
            .. losses.SelectMany((loss, i) => manager.OnEpochEnd(new() { Epoch = i + 1, ValLoss = loss }).Decisions)
                .Select(one => $"{one.Epoch} {one.Values.Single(pair => pair.Key == "trend").Value}"),
        ];
    }
}
