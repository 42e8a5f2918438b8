using System.Globalization;
using System.Text.Json.Nodes;
using Cairn.Checkpoints;
using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.IntegrationTests.Cli;

/// <summary>What a training left: all that must be the same when it was interrupted on the way.</summary>
internal sealed record RecordedTraining
{
    private static readonly string[] Files = ["model.safetensors", "optimizer.safetensors", "best.safetensors"];

    public required RunStatus Status { get; init; }

    /// <summary>Step and value of every point.</summary>
    public required IReadOnlyDictionary<string, string[]> Series { get; init; }

    public required string[] Decisions { get; init; }

    public required string[] BestModels { get; init; }

    /// <summary>The files of the newest checkpoint.</summary>
    public required IReadOnlyDictionary<string, byte[]> Tensors { get; init; }

    public required string CallbackState { get; init; }

    public static RecordedTraining Read(string folder)
    {
        RunInfo run;
        Dictionary<string, string[]> series;
        IReadOnlyList<RunEvent> events;
        using (var store = new SqliteRunStore(folder))
        {
            run = Assert.Single(store.ListRuns());
            string[] names = ["train/loss", "train/gradient_norm", "learning_rate", "val/loss", "val/skill"];
            series = names.ToDictionary(
                name => name, name => store.ReadRange(store.FindSeries(run.Id, name)!).Select(Text).ToArray());
            events = store.ReadEvents(run.Id, limit: 10_000);
        }

        using var tracker = CairnTracker.Open(folder);
        using CheckpointManager manager = tracker.OpenCheckpoints();
        CheckpointMetadata newest = manager.ListCheckpoints(run.Experiment)[0];
        using LoadedCheckpoint loaded = manager.Load(run.Experiment, newest.CheckpointId);
        return new RecordedTraining
        {
            Status = run.Status,
            Series = series,
            Decisions = [.. Of("callback")],
            BestModels = [.. Of("best_model")],
            Tensors = Files.ToDictionary(
                file => file, file => File.ReadAllBytes(Path.Combine(manager.Directory, newest.Folder, file))),
            CallbackState = new JsonArray(loaded.State("callbacks"), loaded.State("random")).ToJsonString(),
        };

        IEnumerable<string> Of(string kind) => events.Where(one => one.Kind == kind)
            .Select(one => $"step {one.Step}: {one.Message} {one.DataJson}");
    }

    public void AssertIs(RecordedTraining whole, string how)
    {
        Assert.True(Status == whole.Status, how);
        foreach ((string name, string[] points) in whole.Series)
        {
            Assert.True(points.SequenceEqual(Series[name]), $"{name} differs: {how}");
        }

        Assert.Equal(whole.Decisions, Decisions);
        Assert.Equal(whole.BestModels, BestModels);
        Assert.Equal(whole.CallbackState, CallbackState);
        foreach ((string file, byte[] bytes) in whole.Tensors)
        {
            Assert.True(bytes.AsSpan().SequenceEqual(Tensors[file]), $"{file} differs: {how}");
        }
    }

    private static string Text(SeriesPoint point) => string.Create(
        CultureInfo.InvariantCulture, $"{point.Step}: {BitConverter.DoubleToInt64Bits(point.Value):x16}");
}
