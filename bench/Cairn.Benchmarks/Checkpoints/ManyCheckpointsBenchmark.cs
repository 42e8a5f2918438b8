using Cairn.Benchmarks.Harness;
using Cairn.Checkpoints;
using Cairn.Checkpoints.Indexing;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Benchmarks.Checkpoints;

/// <summary>
/// What questions about 100,000 checkpoints cost. Their folders are there and empty, and the index was told of them as
/// it is when they are saved.
/// </summary>
internal sealed class ManyCheckpointsBenchmark : IBenchmark
{
    private const int Checkpoints = 100_000;
    private const int Batch = 5_000;
    private const long LoadedBytes = 128L << 20;
    private const int Rounds = 31;
    private const int CallsInRound = 100;
    private const string Model = "many";

    /// <summary>A folder that changed a moment ago is looked at again with each question.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(4);

    public string Name => "Many checkpoints";

    public IEnumerable<Row> Run()
    {
        using var folder = new TempFolder();
        using var tracker = CairnTracker.Open(folder.File("store"));
        Fill(tracker, folder.File("store/checkpoints/" + Model));
        using var large = new CheckpointStore();
        large.Begin(new LargeModel(LoadedBytes), 1).GetAwaiter().GetResult();
        Thread.Sleep(Settling);
        using (CheckpointManager first = tracker.OpenCheckpoints())
        {
            first.GetBestCheckpointMetadata(Model); // finds the index whole and notes it
        }

        using CheckpointManager manager = tracker.OpenCheckpoints();
        IReadOnlyList<Samples> samples = Timing.Interleave(
            Rounds,
            () => Timing.Milliseconds(() => OpenAndAsk(tracker)),
            () => 1e3 / CallsInRound * Timing.Milliseconds(() => Ask(manager)),
            () => 1e3 * Timing.Milliseconds(() => large.Manager.LoadLatest(CheckpointStore.Model)!.Dispose()));
        return ToRows(samples);
    }

    private static Row[] ToRows(IReadOnlyList<Samples> samples)
    {
        const string Opening = "A manager opened on 100,000 checkpoints", Best = "Best of 100,000 checkpoints";
        return
        [
            new Row(Opening, "Cairn, and asked for the best", samples[0], "ms")
            {
                Targets = [Target.AtMost(50, samples[0].Median, "ms")],
            },
            new Row(Best, "Cairn `GetBestCheckpointMetadata`", samples[1], "µs")
            {
                Targets = [Target.AtMost(100, samples[1].Median, "µs")],
            },
            new Row(Best, "one file of 128 MiB loaded for it", samples[2], "µs"),
        ];
    }

    private static void OpenAndAsk(CairnTracker tracker)
    {
        using CheckpointManager manager = tracker.OpenCheckpoints();
        manager.GetBestCheckpointMetadata(Model);
    }

    private static void Ask(CheckpointManager manager)
    {
        for (int i = 0; i < CallsInRound; i++)
        {
            manager.GetBestCheckpointMetadata(Model);
        }
    }

    private static void Fill(CairnTracker tracker, string folder)
    {
        var records = new CheckpointRecords(tracker.Recorder);
        var random = new Random(1);
        for (int i = 0; i < Checkpoints; i++)
        {
            string id = $"{Model}_{i:000000}";
            Directory.CreateDirectory(Path.Combine(folder, id));
            records.Tell(CheckpointAction.Saved, new CheckpointMetadata
            {
                CheckpointId = id,
                ModelName = Model,
                CreatedUtc = DateTimeOffset.UnixEpoch.AddMinutes(i),
                Epoch = i,
                Step = i * 100L,
                PerformanceMetrics = new Dictionary<string, double> { ["val_loss"] = random.NextDouble() },
                MonitorMetric = "val_loss",
            });
            if (i % Batch == 0)
            {
                tracker.FlushAsync().GetAwaiter().GetResult();
            }
        }

        tracker.FlushAsync().GetAwaiter().GetResult();
    }
}
