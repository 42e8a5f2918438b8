using Cairn.Storage;
using Cairn.Tests.Hosting;
using Cairn.Tests.Support;

namespace Cairn.Tests.Inference;

[Collection(ChangesEnvironment.Name)]
public sealed class InferenceLogTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable("CAIRN_STORE");
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        InferenceLog.Reset();
        Environment.SetEnvironmentVariable("CAIRN_STORE", _before);
        _folder.Dispose();
    }

    [Fact]
    public void The_first_call_opens_the_default_store_and_the_next_ones_use_it()
    {
        Environment.SetEnvironmentVariable("CAIRN_STORE", _folder["default"]);

        PredictionId first = InferenceLog.Log("dqn_agent", "ETH/USDT", "BUY", 0.85, [new("BUY", 0.85), new("HOLD", 0.15)], [1f, 2f]);
        PredictionId second = InferenceLog.Log("dqn_agent", "ETH/USDT", "BUY", 0.85, [], [1.0, 2.0], checkpointId: "c");
        PredictionId third = InferenceLog.Measure("dqn_agent", "ETH/USDT").Log("HOLD", 0.5);

        Assert.Equal([1, 2, 3], new[] { first, second, third }.Select(id => id.Number));
        Assert.Equal(first.Source, Path.GetFileName(Assert.Single(Directory.GetDirectories(_folder["default/journal"]))));
        Assert.Equal(first.Source, third.Source);
    }

    [Fact]
    public void A_tracker_that_is_used_gets_the_predictions_and_stays_its_owners()
    {
        Environment.SetEnvironmentVariable("CAIRN_STORE", _folder["default"]);
        using var tracker = CairnTracker.Open(_folder["mine"], new CairnOptions { OnFailure = _ => { } });

        InferenceLog.Use(tracker);

        Assert.Same(tracker.Inference, InferenceLog.Default);
        Assert.True(InferenceLog.Log("m", "s", "BUY", 0.5).IsRecorded);
        Assert.Equal(1, tracker.Health.Accepted);
        tracker.Dispose();
        Assert.Equal(PredictionId.None, InferenceLog.Log("m", "s", "BUY", 0.5));
        Assert.Equal(1, tracker.Health.Losses[LossKind.Closed]);
        Assert.False(Directory.Exists(_folder["default"]));
    }

    [Fact]
    public void Threads_that_call_first_at_once_open_one_store()
    {
        Environment.SetEnvironmentVariable("CAIRN_STORE", _folder["default"]);

        var ids = new PredictionId[8];
        Parallel.For(0, ids.Length, i => ids[i] = InferenceLog.Log("m", "s", "BUY", 0.5));

        Assert.Single(ids.Select(id => id.Source).Distinct());
    }

    [Fact]
    public void Where_the_environment_names_no_store_predictions_are_refused_until_a_tracker_is_used()
    {
        Environment.SetEnvironmentVariable("CAIRN_STORE", " ");

        Assert.Equal(PredictionId.None, InferenceLog.Log("m", "s", "BUY", 0.5));
        Assert.Equal(PredictionId.None, InferenceLog.Log("m", "s", "BUY", 0.5, [], [1.0]));
        Assert.Equal(PredictionId.None, InferenceLog.Measure("m", "s").Log("BUY", 0.5));
        Assert.ThrowsAny<ArgumentException>(() => InferenceLog.Default);

        using var tracker = CairnTracker.Open(_folder["mine"]);
        InferenceLog.Use(tracker);
        Assert.True(InferenceLog.Log("m", "s", "BUY", 0.5).IsRecorded);
    }

    [Fact]
    public void A_store_that_cannot_be_opened_is_not_tried_again_with_each_call()
    {
        Environment.SetEnvironmentVariable("CAIRN_STORE", " ");
        InferenceLog.Log("m", "s", "BUY", 0.5);

        Environment.SetEnvironmentVariable("CAIRN_STORE", _folder["default"]);

        Assert.Equal(PredictionId.None, InferenceLog.Log("m", "s", "BUY", 0.5));
        Assert.NotNull(InferenceLog.Default); // who asks for it has it opened
        Assert.True(InferenceLog.Log("m", "s", "BUY", 0.5).IsRecorded);
    }
}
