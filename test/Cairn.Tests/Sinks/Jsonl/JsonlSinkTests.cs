using System.Text.Json;
using Cairn.IO;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Sinks;
using Cairn.Sinks.Jsonl;
using Cairn.Tests.Sinks.Files;

namespace Cairn.Tests.Sinks.Jsonl;

public sealed class JsonlSinkTests : FileSinkContract
{
    private const string Training = SomeTraining.Folder + "/training_metrics.jsonl";
    private const string SystemMetrics = SomeTraining.Folder + "/system_metrics.jsonl";

    private protected override ISink Create(IFileSystem files, LogFileOptions options, LogStore store) =>
        new JsonlSink(files, options);

    private protected override string TraceOf(int round) => $"\"loss{round}\":{round}";

    [Fact]
    public void Points_and_rows_are_lines_of_json_and_those_of_the_system_have_a_file_of_their_own()
    {
        Drain(SomeTraining.Record(Store.Journal));

        Assert.Equal(
            """
            {"timestamp":"2026-11-21T14:35:03.123Z","step":1,"epoch":0,"batch":12,"train/loss":0.5}
            {"timestamp":"2026-11-21T14:35:04.123Z","step":2,"train/loss":0.25}
            {"timestamp":"2026-11-21T14:35:06.123Z","step":3,"train/loss":"NaN"}

            """,
            Store.Read(Training));
        Assert.Equal(
            """
            {"timestamp":"2026-11-21T14:35:05.123Z","step":2,"system/cpu":81.5}
            {"timestamp":"2026-11-21T14:35:06.123Z","step":3,"system/cpu":"Infinity"}

            """,
            Store.Read(SystemMetrics));
    }

    [Fact]
    public void The_configuration_is_written_when_the_run_starts()
    {
        Drain(SomeTraining.Record(Store.Journal)[..1]);

        Assert.Equal(
            """
            {
              "id": "id1",
              "name": "attempt 1",
              "experiment": "toto",
              "configuration": {
                "learning_rate": 0.001
              },
              "environment": {
                "os": "linux"
              }
            }

            """,
            Store.Read(SomeTraining.Folder + "/config.json"));
    }

    [Fact]
    public void The_summary_is_written_when_the_run_ends()
    {
        Drain(SomeTraining.Record(Store.Journal));

        Assert.Equal(
            """
            {
              "id": "id1",
              "name": "attempt 1",
              "experiment": "toto",
              "status": "completed",
              "reason": "all epochs",
              "started": "2026-11-21T14:35:01.123Z",
              "ended": "2026-11-21T14:35:13.123Z",
              "duration_seconds": 12,
              "summary": {
                "best": 0.25
              }
            }

            """,
            Store.Read(SomeTraining.Folder + "/training_summary.json"));
    }

    [Fact]
    public void A_run_whose_process_died_gets_a_summary_with_the_time_of_its_last_record()
    {
        Drain(SomeTraining.Record(Store.Journal), andClose: true);

        Assert.Equal(
            """
            {
              "id": "id2",
              "name": "attempt 2",
              "experiment": "toto",
              "status": "crashed",
              "reason": "",
              "started": "2026-11-21T14:35:08.123Z",
              "ended": "2026-11-21T14:35:14.123Z",
              "duration_seconds": 6,
              "summary": {}
            }

            """,
            Store.Read(SomeTraining.SecondFolder + "/training_summary.json"));
        string first = Store.Read(SomeTraining.Folder + "/training_summary.json");
        Assert.Contains("\"completed\"", first, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.0, "-0")]
    [InlineData(1e-7, "1E-07")]
    [InlineData(1e300, "1E+300")]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.PositiveInfinity, "\"Infinity\"")]
    [InlineData(double.NegativeInfinity, "\"-Infinity\"")]
    public void Every_value_comes_back_as_it_was(double value, string written)
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        Store.Journal.Point(Store.Journal.DefineSeries(run, "x"), -5, value);
        Drain([Store.Journal.Cut()]);

        Assert.Equal(
            $"{{\"timestamp\":\"2026-11-21T14:35:00.123Z\",\"step\":-5,\"x\":{written}}}\n", Store.Read(Training));
    }

    [Theory]
    [InlineData("step")]
    [InlineData("timestamp")]
    [InlineData("quote \" back \\ new\nline \u001b ü 模型")]
    public void Any_name_of_a_series_gives_one_line_of_json_that_can_be_read(string name)
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        Store.Journal.Point(Store.Journal.DefineSeries(run, name), 7, 3);
        Drain([Store.Journal.Cut()]);

        string line = Assert.Single(Store.Read(Training).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        using var json = JsonDocument.Parse(line);
        Assert.Equal(7, json.RootElement.GetProperty("step").GetInt64());
        string written = name is "step" or "timestamp" ? "series/" + name : name;
        Assert.Equal(3, json.RootElement.GetProperty(written).GetDouble());
    }

    [Fact]
    public void A_row_with_a_lost_series_keeps_the_others_and_counts_as_undefined()
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        Store.Journal.Row(1, (Store.Journal.DefineSeries(run, "a"), 1.0), (99u, 2.0));
        using ISink sink = Create();
        sink.Write(Store.Journal, Store.Journal.Cut());

        Assert.Equal("{\"timestamp\":\"2026-11-21T14:35:00.123Z\",\"step\":1,\"a\":1}\n", Store.Read(Training));
        Assert.Equal(1, sink.ProgressOf(Store.Journal).Undefined);
    }

    [Fact]
    public void A_configuration_that_was_cut_is_kept_as_text()
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        Store.Journal.Text(RecordKind.RunStarted, run, 0, """{"learning_rate":0.0""", "{} {}");
        Drain([Store.Journal.Cut()]);

        using var json = JsonDocument.Parse(Store.Read(SomeTraining.Folder + "/config.json"));
        Assert.Equal("""{"learning_rate":0.0""", json.RootElement.GetProperty("configuration").GetString());
        Assert.Equal("{} {}", json.RootElement.GetProperty("environment").GetString());
    }

    [Fact]
    public void A_full_file_is_set_aside_and_the_oldest_is_deleted()
    {
        DrainPoints(5, new() { MaxFileBytes = 56, MaxFiles = 3 });

        Assert.Equal(
            [
                "training_metrics.1.jsonl: 3",
                "training_metrics.2.jsonl: 2",
                "training_metrics.jsonl: 4",
            ],
            DescribeFiles());
    }

    [Fact]
    public void A_file_that_is_not_full_goes_on()
    {
        DrainPoints(5, new() { MaxFileBytes = 57, MaxFiles = 3 });

        Assert.Equal(["training_metrics.1.jsonl: 2 3", "training_metrics.2.jsonl: 0 1", "training_metrics.jsonl: 4"],
            DescribeFiles());
    }

    [Fact]
    public void With_one_file_a_full_one_is_begun_again()
    {
        DrainPoints(3, new() { MaxFileBytes = 1, MaxFiles = 1 });

        Assert.Equal(["training_metrics.jsonl: 2"], DescribeFiles());
    }

    [Fact]
    public void A_batch_that_is_larger_than_a_file_stays_together()
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        uint series = Store.Journal.DefineSeries(run, "x");
        for (int step = 0; step < 5000; step++) // some 300 KB: several times what is held back before it is written
        {
            Store.Journal.Point(series, step, step);
        }

        using ISink sink = Create(PhysicalFileSystem.Instance, new() { MaxFileBytes = 100 });
        sink.Write(Store.Journal, Store.Journal.Cut());

        Assert.Equal(5000, Assert.Single(Store.ReadAll()).Value.Count(letter => letter == '\n'));
    }

    private void DrainPoints(int count, LogFileOptions options)
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        uint series = Store.Journal.DefineSeries(run, "x");
        using ISink sink = Create(PhysicalFileSystem.Instance, options);
        for (int step = 0; step < count; step++)
        {
            sink.Write(Store.Journal, Store.Journal.Point(series, step, step).Cut());
        }
    }

    /// <summary>Every file with the steps in it.</summary>
    private IEnumerable<string> DescribeFiles() => Store.ReadAll().Select(file =>
        $"{Path.GetFileName(file.Key)}: {string.Join(' ', StepsIn(file.Value))}");

    private static IEnumerable<long> StepsIn(string text)
    {
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            yield return json.RootElement.GetProperty("step").GetInt64();
        }
    }

    private void Drain(IEnumerable<JournalBatch> batches, bool andClose = false)
    {
        using ISink sink = Create();
        Store.Drain(sink, batches, andClose);
    }
}
