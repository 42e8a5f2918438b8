using System.Text.Json.Nodes;
using Cairn.Callbacks;

namespace Cairn.Tests.Callbacks;

public sealed class CallbackManagerTests
{
    [Fact]
    public void The_training_loop_of_the_python_callbacks_ends_as_it_did()
    {
        var manager = new CallbackManager(
            [new EarlyStopping("val_loss", patience: 10), new ReduceLROnPlateau("val_loss", patience: 5, factor: 0.5)]);
        manager.OnTrainingStart();
        int epoch = 0;
        for (; epoch < 100; epoch++)
        {
            CallbackState state = new() { Epoch = epoch, Step = epoch * 100, TrainLoss = 0.1, ValLoss = epoch < 3 ? 1 : 2 };
            if (manager.OnEpochEnd(state).ShouldStop)
            {
                break;
            }
        }

        manager.OnTrainingEnd();
        Assert.Equal(10, epoch);
    }

    [Fact]
    public void A_callback_that_throws_is_switched_off_and_the_others_go_on()
    {
        var manager = new CallbackManager([new Throwing(), new EarlyStopping(patience: 1)]);

        CallbackOutcome first = manager.OnEpochEnd(new() { Epoch = 1, ValLoss = 1 });
        CallbackOutcome second = manager.OnEpochEnd(new() { Epoch = 2, ValLoss = 1 });

        CallbackDecision off = Assert.Single(first.Decisions);
        Assert.Equal((CallbackDecisionKind.SwitchOff, "throwing"), (off.Kind, off.Callback));
        Assert.Equal("it threw InvalidOperationException: oh", off.Reason);
        Assert.False(first.ShouldStop);
        Assert.True(second.ShouldStop);
        Assert.Single(second.Decisions);
    }

    [Fact]
    public void A_callback_that_was_switched_off_stays_so_after_a_resume()
    {
        var manager = new CallbackManager([new Throwing()]);
        manager.OnEpochEnd(new() { Epoch = 1 });
        var resumed = new CallbackManager([new Throwing()]);

        resumed.LoadState(manager.SaveState());

        Assert.Empty(resumed.OnEpochEnd(new() { Epoch = 2 }).Decisions);
    }

    [Fact]
    public void Callbacks_of_one_name_get_numbers()
    {
        var manager = new CallbackManager(
            [new EarlyStopping("a", 1), new EarlyStopping("b", 1), new EarlyStopping("c", 1) { Name = "mine" }]);

        Assert.Equal(
            ["early_stopping", "early_stopping_2", "mine"], manager.SaveState()["callbacks"]!.AsObject().Select(c => c.Key));
    }

    [Fact]
    public void State_of_other_callbacks_is_refused_by_name()
    {
        JsonObject saved = new CallbackManager([new EarlyStopping(), new NanGuard()]).SaveState();

        CallbackStateException error = Assert.Throws<CallbackStateException>(
            () => new CallbackManager([new EarlyStopping(), new ReduceLROnPlateau()]).LoadState(saved));

        Assert.Equal(
            "The saved state is of the callbacks [early_stopping, nan_guard], but these are [early_stopping, "
            + "reduce_lr_on_plateau]. Continue with the callbacks that it was saved with.",
            error.Message);
        Assert.Equal("callbacks.state", error.Code);
    }

    [Fact]
    public void State_about_another_metric_is_refused()
    {
        JsonObject saved = new CallbackManager([new EarlyStopping("val_loss")]).SaveState();

        new CallbackManager([new EarlyStopping("val/loss", patience: 99)]).LoadState(saved);
        Assert.Throws<CallbackStateException>(
            () => new CallbackManager([new EarlyStopping("train_loss")]).LoadState(saved));
        Assert.Throws<CallbackStateException>(() => new CallbackManager(
            [new EarlyStopping("val_loss") { Goal = MetricGoal.Maximize }]).LoadState(saved));
    }

    [Fact]
    public void Every_part_of_a_damaged_state_is_refused()
    {
        ITrainingCallback[] callbacks = [new EarlyStopping(), new ReduceLROnPlateau(), new NanGuard()];
        var manager = new CallbackManager(callbacks);
        foreach (string[] path in PathsOf(manager.SaveState(), []))
        {
            JsonObject damaged = manager.SaveState();
            JsonNode parent = damaged;
            foreach (string name in path[..^1])
            {
                parent = parent[name]!;
            }

            parent[path[^1]] = new JsonArray();
            Assert.Throws<CallbackStateException>(() => new CallbackManager(callbacks).LoadState(damaged));
        }
    }

    [Fact]
    public void A_step_without_decisions_allocates_nothing()
    {
        var manager = new CallbackManager(
            [new EarlyStopping(), new ReduceLROnPlateau(), new NanGuard(3)], new WarmupCosine(1, 10, 1_000_000));
        MetricValue[] metrics = [("grad_norm", 1), ("val/accuracy", 0.5)];
        const int Count = 10_000;
        double sum = Steps(manager, metrics, 1_000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += Steps(manager, metrics, Count);

        // The runtime itself may allocate a little while it compiles the loop anew; a step that does would do so each time.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Count - 1);
        Assert.True(sum > 0);
    }

    private static double Steps(CallbackManager manager, MetricValue[] metrics, int count)
    {
        double sum = 0;
        for (int step = 1; step <= count; step++)
        {
            metrics[0] = new MetricValue("grad_norm", step);
            sum += manager.OnBatchEnd(new() { Step = step, TrainLoss = 0.5, Metrics = metrics }).LearningRate!.Value;
        }

        return sum;
    }

    private static IEnumerable<string[]> PathsOf(JsonObject json, string[] above) => json.SelectMany(pair =>
    {
        string[] path = [.. above, pair.Key];
        return pair.Value is JsonObject child ? PathsOf(child, path).Prepend(path) : [path];
    });

    private sealed class Throwing : ITrainingCallback
    {
        public string Name => "throwing";

        public IReadOnlyList<CallbackDecision> OnEpochEnd(in CallbackState state) =>
            throw new InvalidOperationException("oh");
    }
}
