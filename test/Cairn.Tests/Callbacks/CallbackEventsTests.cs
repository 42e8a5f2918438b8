using System.Text.Json.Nodes;
using Cairn.Callbacks;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Tracker;

namespace Cairn.Tests.Callbacks;

public sealed class CallbackEventsTests
{
    [Fact]
    public async Task Every_decision_is_an_event_of_the_run_with_its_reason_and_numbers()
    {
        RunEvent[] events = await EventsOf(run =>
        {
            var manager = new CallbackManager(
                [new ReduceLROnPlateau("val/loss", patience: 0, factor: 0.5), new EarlyStopping("val/loss", patience: 2)],
                new WarmupConstant(0.01),
                run);
            for (int epoch = 1; epoch <= 3; epoch++)
            {
                manager.OnEpochEnd(new() { Epoch = epoch, Step = epoch * 10, ValLoss = 0.5 });
            }
        });

        Assert.Equal(["callback", "callback", "callback"], events.Select(e => e.Kind));
        Assert.Equal([20L, 30L, 30L], events.Select(e => e.Step));
        Assert.Equal(
            [
                "Learning rate times 0.5, now 0.005: val/loss has not improved on 0.5 of epoch 1 for 1 epoch.",
                "Learning rate times 0.5, now 0.0025: val/loss has not improved on 0.5 of epoch 1 for 1 epoch.",
                "Training stops: val/loss has not improved for 2 epochs; the best was 0.5 in epoch 1.",
            ],
            events.Select(e => e.Message));
        Assert.Equal(
            """{"callback":"reduce_lr_on_plateau","decision":"scale_learning_rate","epoch":2,"reason":"val/loss has not improved on 0.5 of epoch 1 for 1 epoch","factor":0.5,"learning_rate":0.005,"metric":"val/loss","best":0.5,"best_epoch":1,"value":0.5,"patience":0}""",
            events[0].DataJson);
        Assert.Equal("stop", JsonNode.Parse(events[2].DataJson!)!["decision"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_callback_that_throws_is_an_error_of_the_run_with_the_exception()
    {
        RunEvent[] events = await EventsOf(run => new CallbackManager([new Throwing()], run: run).OnTrainingStart());

        Assert.Equal(["error", "callback"], events.Select(e => e.Kind));
        Assert.Equal(
            "The callback throwing threw and is switched off; training goes on without it: oh", events[0].Message);
        Assert.Contains("InvalidOperationException", events[0].DataJson, StringComparison.Ordinal);
        Assert.Equal(
            "The callback throwing is switched off: it threw InvalidOperationException: oh.", events[1].Message);
    }

    [Fact]
    public async Task Settings_become_parameters_when_the_training_starts()
    {
        using var fixture = new TrackerFixture();
        using CairnTracker tracker = fixture.Open();
        using Run run = tracker.StartRun("callbacks");
        new CallbackManager([new EarlyStopping("val/loss", 7), new ReduceLROnPlateau(), new MetricTracker(["a"])], run: run)
            .OnTrainingStart();
        await tracker.FlushAsync();

        using SqliteRunStore store = fixture.Read();
        IReadOnlyDictionary<string, string> parameters = store.ReadParameters(run.Id);
        Assert.Equal(("7", "\"val/loss\""), (parameters["early_stopping.patience"], parameters["early_stopping.monitor"]));
        Assert.Equal("\"relative\"", parameters["reduce_lr_on_plateau.threshold_mode"]);
        Assert.Equal("[\"a\"]", parameters["metric_tracker.metrics"]);
    }

    private static async Task<RunEvent[]> EventsOf(Action<Run> train)
    {
        using var fixture = new TrackerFixture();
        using CairnTracker tracker = fixture.Open();
        using Run run = tracker.StartRun("callbacks");
        train(run);
        await tracker.FlushAsync();
        using SqliteRunStore store = fixture.Read();
        return [.. store.ReadEvents(run.Id)];
    }

    private sealed class Throwing : ITrainingCallback
    {
        public string Name => "throwing";

        public IReadOnlyList<CallbackDecision> OnTrainingStart(in CallbackState state) =>
            throw new InvalidOperationException("oh");
    }
}
