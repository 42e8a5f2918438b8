using Cairn.Cli;
using Cairn.Cli.Exporting;
using Cairn.IO;
using Cairn.Statistics;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.TensorBoard.Reading;
using Cairn.Tests.Support;
using Xunit.Abstractions;

namespace Cairn.Tests.Cli;

public sealed class TensorBoardExportTests(ITestOutputHelper output) : IDisposable
{
    private const long StartMs = 1_700_000_000_125;

    private readonly TempFolder _folder = new();

    private string Store => _folder["store"];

    private string Out => _folder["out"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_exported_and_imported_again_is_the_same()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        Record(new Random(seed));

        Run(ExitCodes.Done, Store, "export", "tensorboard", "latest", "--out", Out);
        Run(ExitCodes.Done, _folder["again"], "import", "tensorboard", Out);

        using var first = new SqliteRunStore(Store);
        using var second = new SqliteRunStore(_folder["again"]);
        RunInfo before = Assert.Single(first.ListRuns());
        RunInfo after = Assert.Single(second.ListRuns());
        Assert.Equal((before.StartedUtc, before.EndedUtc, before.Status), (after.StartedUtc, after.EndedUtc, after.Status));
        Assert.Equal(Points(first, before), Points(second, after));
        Assert.Equal(Media(first, before), Media(second, after));
        Assert.Equal(
            first.ReadParameters(before.Id).OrderBy(one => one.Key),
            second.ReadParameters(after.Id).OrderBy(one => one.Key));
    }

    [Fact]
    public void Points_go_in_the_order_of_steps_since_TensorBoard_drops_others()
    {
        using (var tracker = CairnTracker.Open(Store))
        {
            ImportedRun run = tracker.ImportRun("x", "x", StartMs);
            uint series = run.DefineSeries("loss");
            run.Point(series, 5, StartMs, 1);
            run.Point(series, 3, StartMs + 1, 2);
            run.End(RunStatus.Completed, "", StartMs + 2);
        }

        Run(ExitCodes.Done, Store, "export", "tensorboard", "latest", "--out", Out);

        using var reader = new EventFileReader(Assert.Single(Directory.GetFiles(Out)));
        var steps = new List<long>();
        while (reader.TryRead(out EventRecord record))
        {
            steps.AddRange(record.Kind == EventKind.Scalar ? [record.Step] : []);
        }

        Assert.Equal([3, 5], steps);
    }

    [Fact]
    public void No_experiment_is_written_since_TensorBoard_takes_the_first_for_all_runs()
    {
        Record(new Random(1));

        Run(ExitCodes.Done, Store, "export", "tensorboard", "latest", "--out", Out);

        using var reader = new EventFileReader(Assert.Single(Directory.GetFiles(Out)));
        var tags = new List<string>();
        while (reader.TryRead(out EventRecord record))
        {
            tags.AddRange(record.Kind == EventKind.Hparams ? [record.Tag!.Name] : []);
        }

        Assert.Equal(["_hparams_/session_start_info", "_hparams_/session_end_info"], tags);
    }

    [Fact]
    public void A_folder_that_holds_event_files_is_left_as_it_is()
    {
        Record(new Random(1));
        Directory.CreateDirectory(Out);
        File.WriteAllText(Path.Combine(Out, "events.out.tfevents.1"), "x");

        CliHarness cli = Run(ExitCodes.Failed, Store, "export", "tensorboard", "latest", "--out", Out);

        Assert.Contains("holds event files already", cli.Error, StringComparison.Ordinal);
        Assert.Equal("x", File.ReadAllText(Assert.Single(Directory.GetFiles(Out))));
    }

    [Fact]
    public void A_fault_of_the_disk_leaves_no_half_a_file()
    {
        Record(new Random(1));
        using var store = new SqliteRunStore(Store);
        RunInfo run = Assert.Single(store.ListRuns());
        for (int n = 0; ; n++)
        {
            var files = new FaultyFileSystem(PhysicalFileSystem.Instance, new FaultPlan(n));
            string folder = Path.Combine(Out, $"{n}");
            Exception? error = Xunit.Record.Exception(() => new EventFileExport(store, run).Write(folder, files, default));

            Assert.Equal(files.Fired, error is IOException);
            Assert.Equal(files.Fired ? 0 : 1, Directory.Exists(folder) ? Directory.GetFiles(folder).Length : 0);
            if (!files.Fired)
            {
                break;
            }
        }
    }

    private void Record(Random random)
    {
        using var tracker = CairnTracker.Open(Store);
        ImportedRun run = tracker.ImportRun("eurusd", "one", StartMs);
        run.Parameter("lr", 0.001, StartMs);
        run.Parameter("optimizer", "adam", StartMs);
        run.Parameter("augment", true, StartMs);
        foreach (string name in new[] { "loss/train", "größe 🚀", "w" })
        {
            uint series = run.DefineSeries(name);
            for (int step = 0; step < 1500; step++)
            {
                run.Point(series, step * 3L, StartMs + random.Next(1, 1000), (float)random.NextDouble());
            }
        }

        var histogram = new Histogram([0, 0.5, 3], [4, 5], notFinite: 0);
        Assert.True(run.TryMedia(MediaKind.Histogram, "grad", 7, StartMs + 5, histogram.ToBytes()));
        Assert.True(run.TryMedia(MediaKind.Histogram, "grad", 8, StartMs + 6, histogram.ToBytes()));
        Assert.True(run.TryMedia(MediaKind.Text, "note", 1, StartMs + 7, "| a |"u8));
        Assert.True(run.TryMedia(MediaKind.Graph, "graph", 0, StartMs + 8, [10, 0]));
        Assert.True(run.TryMedia(MediaKind.ScalarLayout, "layout", 0, StartMs + 9, [10, 0]));
        run.End(RunStatus.Failed, "", StartMs + 90_000);
    }

    private static IEnumerable<string> Points(SqliteRunStore store, RunInfo run) => store.ListSeries(run.Id)
        .SelectMany(series => store.ReadRange(series).Select(point => $"{series.Name} {point}"));

    private static IEnumerable<string> Media(SqliteRunStore store, RunInfo run) => store.ListMedia(run.Id).Select(
        one => $"{one.Kind} {one.Name} {one.Step} {one.TimeUtc:O} {Convert.ToHexString(store.ReadMedia(one.Id))}");

    private static CliHarness Run(int exitCode, string store, params string[] args)
    {
        var cli = new CliHarness { UsesRealStores = true };
        Assert.True(exitCode == cli.RunIn(store, args), cli.Error);
        return cli;
    }
}
