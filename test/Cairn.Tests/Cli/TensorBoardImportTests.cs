using System.Text.Json;
using Cairn.Cli;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;
using Cairn.Tests.TensorBoard.Reading;

namespace Cairn.Tests.Cli;

public sealed class TensorBoardImportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Store => _folder["store"];

    private string Logs => _folder["logs"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_keep_their_steps_values_and_times()
    {
        Write(
            "train/events.out.tfevents.1",
            [.. EventBytes.Version, .. EventBytes.Scalar("loss", 2, 0.5f), .. EventBytes.Scalar("loss", 3, float.NaN)]);
        Write("events.out.tfevents.1", EventBytes.Scalar("acc", 1, 1));

        CliHarness cli = Import(ExitCodes.Done, Logs);

        Assert.Contains("train: run 2023", cli.Output, StringComparison.Ordinal);
        Assert.Contains("Imported 2 runs into experiment logs.", cli.Output, StringComparison.Ordinal);
        using var store = new SqliteRunStore(Store);
        RunInfo run = store.FindRun("train")!;
        Assert.Equal(("logs", RunStatus.Completed), (run.Experiment, run.Status));
        Assert.Equal(Time(0), run.StartedUtc);
        Assert.Equal(Time(3), run.EndedUtc);
        Assert.Equal("{}", run.EnvironmentJson);
        Assert.Equal(
            [
                new SeriesPoint(2, Time(2).ToUnixTimeMilliseconds(), 0.5),
                new SeriesPoint(3, Time(3).ToUnixTimeMilliseconds(), double.NaN),
            ],
            store.ReadRange(store.FindSeries(run.Id, "loss")!));
        Assert.Equal(Path.Combine(Logs, "train"), store.ReadTags(run.Id)["imported_from"]);
        Assert.Equal("logs", Assert.Single(store.ListRuns(), other => other.Id != run.Id).Name);
    }

    [Fact]
    public void Hyperparameters_become_parameters_and_the_end_of_the_session_that_of_the_run()
    {
        byte[] value = Proto.Bytes(1, Proto.Text(1, "lr"), Proto.Bytes(2, Proto.Double(2, 0.01)));
        byte[] word = Proto.Bytes(1, Proto.Text(1, "opt"), Proto.Bytes(2, Proto.Text(3, "adam")));
        byte[] flag = Proto.Bytes(1, Proto.Text(1, "aug"), Proto.Bytes(2, Proto.Number(4, 1)));
        Write(
            "events.out.tfevents.1",
            [
                .. Hparams("_hparams_/session_start_info", Proto.Bytes(3, value, word, flag)),
                .. EventBytes.Scalar("loss", 1, 1),
                .. Hparams(
                    "_hparams_/session_end_info",
                    Proto.Bytes(4, Proto.Number(1, 2), Proto.Double(2, EventBytes.Time + 90))),
            ]);

        Import(ExitCodes.Done, Logs);

        using var store = new SqliteRunStore(Store);
        RunInfo run = Assert.Single(store.ListRuns());
        Assert.Equal((RunStatus.Failed, Time(90)), (run.Status, run.EndedUtc));
        IReadOnlyDictionary<string, string> parameters = store.ReadParameters(run.Id);
        Assert.Equal(("0.01", "\"adam\"", "true"), (parameters["lr"], parameters["opt"], parameters["aug"]));
    }

    [Theory]
    [InlineData(2, 1, RunStatus.Completed)]
    [InlineData(1, 2, RunStatus.Failed)]
    [InlineData(2, 3, RunStatus.Failed)]
    public void Of_several_ends_of_a_session_the_last_that_is_one_counts(ulong first, ulong second, RunStatus status)
    {
        Write(
            "events.out.tfevents.1",
            [
                .. EventBytes.Scalar("loss", 1, 1),
                .. Hparams("_hparams_/session_end_info", Proto.Bytes(4, Proto.Number(1, first))),
                .. EventBytes.Scalar("loss", 2, 1),
                .. Hparams("_hparams_/session_end_info", Proto.Bytes(4, Proto.Number(1, second))),
            ]);

        Import(ExitCodes.Done, Logs);

        using var store = new SqliteRunStore(Store);
        Assert.Equal(status, Assert.Single(store.ListRuns()).Status);
    }

    [Fact]
    public void What_there_is_to_look_at_becomes_media()
    {
        byte[] png =
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
            0, 0, 0, 2, 0, 0, 0, 1, 8, 2, 0, 0, 0, 0, 0, 0, 0,
        ];
        byte[] bins = Proto.Join(
            Proto.Number(1, 2), EventBytes.Shape(1, 3), Proto.Bytes(6, Proto.Fixed(0d), Proto.Fixed(1d), Proto.Fixed(4d)));
        byte[] curve = Proto.Join(
            Proto.Number(1, 1),
            EventBytes.Shape(6, 2),
            Proto.Bytes(5, [.. Enumerable.Range(0, 12).Select(i => Proto.Fixed((float)i))]));
        Write(
            "events.out.tfevents.1",
            [
                .. EventBytes.Tensor("w", "histograms", 1, bins),
                .. EventBytes.Tensor(
                    "picture", "images", 2, Strings([.. "2"u8], [.. "1"u8], png, png, [.. "GIF89a"u8])),
                .. EventBytes.Tensor("curve", "pr_curves", 3, curve),
                .. EventBytes.Tensor("words", "text", 4, Strings("hello"u8.ToArray())),
                .. EventBytes.Tensor("custom_scalars__config__", "custom_scalars", 0, Strings("layout"u8.ToArray())),
                .. EventBytes.Record(Proto.Double(1, EventBytes.Time), Proto.Text(4, "graph")),
                .. EventBytes.Tensor("sound", "audio", 0, Strings("la"u8.ToArray())),
                .. EventBytes.Tensor("huge", "text", 5, Strings(new byte[600_000])),
            ]);

        CliHarness cli = Import(ExitCodes.Done, Logs);

        Assert.Contains(
            "7 media. 2 values left out of kinds that Cairn does not keep. 1 media left out as too large.",
            cli.Output,
            StringComparison.Ordinal);
        using var store = new SqliteRunStore(Store);
        IReadOnlyList<MediaInfo> media = store.ListMedia(Assert.Single(store.ListRuns()).Id);
        Assert.Equal(
            [
                "Histogram w 1",
                "Image picture 2",
                "Image picture/1 2",
                "PrCurve curve 3",
                "Text words 4",
                "ScalarLayout layout 0",
                "Graph graph 0",
            ],
            media.Select(one => $"{one.Kind} {one.Name} {one.Step}"));
        Assert.Equal(png, store.ReadMedia(media[1].Id));
        Assert.Equal("hello"u8.ToArray(), store.ReadMedia(media[4].Id));
        Assert.Equal("graph"u8.ToArray(), store.ReadMedia(media[6].Id));
        Assert.Equal(Time(1), media[0].TimeUtc);
    }

    [Fact]
    public void The_same_folder_is_imported_once_unless_asked_for_again()
    {
        Write("events.out.tfevents.1", EventBytes.Scalar("loss", 1, 1));
        Import(ExitCodes.Done, Logs);

        CliHarness again = Import(ExitCodes.Done, Logs + Path.DirectorySeparatorChar, "--json");

        JsonElement run = again.Json.GetProperty("runs")[0];
        Assert.True(run.GetProperty("is_known").GetBoolean());
        using var store = new SqliteRunStore(Store);
        Assert.Equal(Assert.Single(store.ListRuns()).Id, run.GetProperty("run").GetString());
        Assert.Contains("already imported as", Import(ExitCodes.Done, Logs).Output, StringComparison.Ordinal);
        Import(ExitCodes.Done, Logs, "--again");
        Assert.Equal(2, store.ListRuns().Count);
    }

    [Fact]
    public void Only_the_runs_that_are_named_are_imported_and_a_wrong_name_is_said()
    {
        Write("a/events.out.tfevents.1", EventBytes.Scalar("loss", 1, 1));
        Write("b/events.out.tfevents.1", EventBytes.Scalar("loss", 1, 1));

        Import(ExitCodes.Done, "--experiment", "mine", "--run", "b", Logs);

        using (var store = new SqliteRunStore(Store))
        {
            RunInfo run = Assert.Single(store.ListRuns());
            Assert.Equal(("mine", "b"), (run.Experiment, run.Name));
        }

        CliHarness cli = Import(ExitCodes.Failed, Logs, "--run", "c");
        Assert.Contains("has no run \"c\". It has: a, b.", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_event_files_is_said_and_makes_no_store()
    {
        Directory.CreateDirectory(Logs);

        Assert.Contains("\"tfevents\"", Import(ExitCodes.Failed, Logs).Error, StringComparison.Ordinal);
        Assert.Contains("There is no folder", Import(ExitCodes.Failed, Logs + "x").Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Store));
    }

    [Fact]
    public void Damage_is_said_in_the_end_and_fails_though_the_rest_is_imported()
    {
        byte[] bytes = Proto.Join(
            EventBytes.Scalar("loss", 1, 1), EventBytes.Scalar("loss", 2, 1), EventBytes.Scalar("loss", 3, 1)[..^1]);
        bytes[20] ^= 1;
        Write("events.out.tfevents.1", bytes);

        CliHarness cli = Import(ExitCodes.Failed, Logs);

        Assert.Contains(", byte 0: a record does not fit its checksum", cli.Error, StringComparison.Ordinal);
        Assert.Contains("the file ends in the middle of a record", cli.Error, StringComparison.Ordinal);
        Assert.Contains(", 1 point.", cli.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_the_journal_takes_at_once_arrives_whole()
    {
        const int Points = 150_000; // 56 bytes each: twice a segment
        byte[] one = EventBytes.Scalar("loss", 1, 1);
        using (FileStream file = File.Create(Prepare("events.out.tfevents.1")))
        {
            for (int i = 0; i < Points; i++)
            {
                file.Write(one);
            }
        }

        CliHarness cli = Import(ExitCodes.Done, Logs, "--json");

        Assert.Equal(Points, cli.Json.GetProperty("runs")[0].GetProperty("points").GetInt32());
        using var store = new SqliteRunStore(Store);
        Assert.Equal(Points, Assert.Single(store.ListRuns()).PointCount);
    }

    [Fact]
    public void A_time_that_is_no_time_becomes_the_one_before()
    {
        byte[] bad = EventBytes.Record(
            Proto.Double(1, double.NaN),
            Proto.Number(2, 2),
            Proto.Bytes(5, Proto.Bytes(1, Proto.Text(1, "loss"), Proto.Single(2, 1))));
        Write("events.out.tfevents.1", [.. EventBytes.Scalar("loss", 1, 1), .. bad]);

        Import(ExitCodes.Done, Logs);

        using var store = new SqliteRunStore(Store);
        RunInfo run = Assert.Single(store.ListRuns());
        Assert.All(
            store.ReadRange(store.FindSeries(run.Id, "loss")!),
            point => Assert.Equal(Time(1).ToUnixTimeMilliseconds(), point.TimeMs));
    }

    private static byte[] Strings(params byte[][] texts)
    {
        byte[] shape = texts.Length == 1 ? EventBytes.Shape() : EventBytes.Shape(texts.Length);
        return Proto.Join([Proto.Number(1, 7), shape, .. texts.Select(text => Proto.Bytes(8, text))]);
    }

    [Fact]
    public void A_run_without_any_good_time_began_and_ended_now()
    {
        byte[] bad = EventBytes.Record(
            Proto.Double(1, double.PositiveInfinity), Proto.Bytes(5, Proto.Bytes(1, Proto.Text(1, "loss"), Proto.Single(2, 1))));
        Write("events.out.tfevents.1", bad);

        Import(ExitCodes.Done, Logs);

        using var store = new SqliteRunStore(Store);
        RunInfo run = Assert.Single(store.ListRuns());
        Assert.Equal((Some.Now, Some.Now), (run.StartedUtc, run.EndedUtc));
    }

    private static byte[] Hparams(string tag, byte[] content) =>
        EventBytes.Value(0, Proto.Text(1, tag), EventBytes.Metadata("hparams", content), Proto.Bytes(8, Proto.Number(1, 1)));

    private static DateTimeOffset Time(int second) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)((EventBytes.Time + second) * 1000));

    private CliHarness Import(int exitCode, params string[] args)
    {
        var cli = new CliHarness { UsesRealStores = true };
        Assert.True(exitCode == cli.RunIn(Store, ["import", "tensorboard", .. args]), cli.Error);
        return cli;
    }

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(Prepare(name), bytes);

    private string Prepare(string name)
    {
        string path = Path.Combine(Logs, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
