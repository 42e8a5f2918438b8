using System.Text.Json.Nodes;
using Cairn.Checkpoints;
using Cairn.Storage;
using static Cairn.Tests.Checkpoints.CheckpointFixture;

namespace Cairn.Tests.Checkpoints;

/// <summary>Names, states and labels that nobody in his right mind would use are saved whole or refused clearly.</summary>
public sealed class CheckpointAbsurdityTests : IDisposable
{
    private readonly CheckpointFixture _fixture = new();

    public static TheoryData<string> Names =>
    [
        "..", "a/b", "a\\b", "CON", ".saving", ".trash", "labels.json", "Größe 🧠", "x~1", " padded ", "new\nline",
        new string('m', 90), new string('m', 300),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_name_of_a_model_goes_the_whole_way(string name)
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options(o => o.BackupDirectory = _fixture.Folder["backup"]));
        string first = Save(manager, name, 1), second = Save(manager, name, 2);

        manager.Pin(first, "paper");
        manager.Unpin(first);
        manager.Delete(first);
        manager.Restore(first);
        manager.SetAlias("champion", second);
        System.IO.Directory.Delete(Path.Combine(_fixture.Directory, manager.FindCheckpoint(second)!.Folder), recursive: true);
        manager.Restore(second);

        Assert.Equal([name], manager.ListModels());
        Assert.Equal([second, first], manager.ListCheckpoints(name).Select(one => one.CheckpointId));
        Assert.All(manager.VerifyAll().Concat(manager.VerifyBackup()), result => Assert.True(result.IsSound, result.Problem));
        using LoadedCheckpoint champion = manager.Load(name, "champion");
        Assert.Equal(2, EpochOf(champion));
    }

    [Fact]
    public void A_model_does_not_find_the_checkpoints_of_another()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options());
        string others = Save(manager, "other", 1);
        Save(manager, Model, 2);

        Assert.Null(manager.FindCheckpoint(Model, others));
        Assert.Throws<CheckpointException>(() => manager.Load(Model, others));
    }

    [Theory]
    [InlineData(62, true)]
    [InlineData(63, false)]
    [InlineData(500, false)]
    public void A_state_is_either_refused_at_once_or_can_be_read_back(int levels, bool isTaken)
    {
        JsonNode state = new JsonArray();
        for (int level = 1; level < levels; level++)
        {
            state = new JsonArray(state);
        }

        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = _fixture.OpenManager(tracker);
        var content = new CheckpointContent
        {
            Model = Model,
            Tensors = new TensorArrays(Weights(1)),
            Epoch = 1,
            State = new Dictionary<string, JsonNode?> { ["deep"] = state },
        };
        if (!isTaken)
        {
            Assert.Throws<ArgumentException>(() => manager.Save(content));
            Assert.Empty(_fixture.SoundIds());
            return;
        }

        manager.Save(content);
        using LoadedCheckpoint? loaded = manager.LoadLatest(Model);
        Assert.True(JsonNode.DeepEquals(state, loaded!.State("deep")));
    }

    [Fact]
    public void Labels_that_nobody_could_read_back_are_refused_and_change_nothing()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = _fixture.OpenManager(tracker);
        string id = _fixture.Save(manager, 1).CheckpointId;
        manager.Pin(id, "paper");

        CheckpointException refusal = Assert.Throws<CheckpointException>(() => manager.Pin(id, new string('x', 5 << 20)));

        Assert.Equal("checkpoint.labels", refusal.Code);
        Assert.Equal("paper", manager.FindCheckpoint(id)!.PinnedBecause);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"active\":5,\"aliases\":{},\"pinned\":{}}")]
    [InlineData("{\"active\":null,\"aliases\":{\"a\":\"x\",\"a\":\"y\"},\"pinned\":{}}")]
    [InlineData("{\"active\":null,\"aliases\":{\"\\ud800\":\"x\"},\"pinned\":{}}")]
    public void Labels_that_somebody_broke_are_said_and_nothing_is_cleared_away(string text)
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = _fixture.OpenManager(
            tracker, options: Options(o => o.Retention = Cairn.Checkpoints.Retention.Keep.Latest(1)));
        _fixture.Save(manager, 1);
        File.WriteAllText(Path.Combine(_fixture.ModelFolder, "labels.json"), text);

        _fixture.Save(manager, 2);

        Assert.Equal(2, _fixture.SoundIds().Count);
        Assert.Contains(_fixture.Failures, failure => failure.Message.Contains("labels.json", StringComparison.Ordinal));
        using LoadedCheckpoint? loaded = manager.LoadLatest(Model); // labels keep nobody from loading
        Assert.Equal(2, EpochOf(loaded));
    }

    public void Dispose() => _fixture.Dispose();

    private string Save(CheckpointManager manager, string model, int epoch)
    {
        _fixture.Time.Advance(TimeSpan.FromSeconds(1));
        return manager.Save(new CheckpointContent
        {
            Model = model,
            Tensors = new TensorArrays(Weights(epoch)),
            Epoch = epoch,
            Step = epoch,
        })!.CheckpointId;
    }
}
