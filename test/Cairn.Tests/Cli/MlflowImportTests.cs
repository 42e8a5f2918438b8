using Cairn.Cli;
using Cairn.Mlflow;
using Cairn.Storage;
using Cairn.Tests.Mlflow.Sync;
using Cairn.Tests.Support;

namespace Cairn.Tests.Cli;

/// <summary><c>cairn import mlflow</c> of runs that others made.</summary>
public sealed class MlflowImportTests : IDisposable
{
    private const long StartMs = 1_767_225_600_000;
    private const long NanosecondsByMistake = StartMs * 1_000_000;

    private readonly FakeMlflow _mlflow = new();
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Times_that_no_calendar_has_become_the_last_good_ones()
    {
        string id = NewRun("one");
        Log(id, new MlflowPoint(1, StartMs + 5, 1), new MlflowPoint(2, NanosecondsByMistake, 2), new MlflowPoint(3, -7, 3));
        Import(ExitCodes.Done);

        using IRunStore store = RunStore.Open(_folder["store"]);
        RunInfo run = Assert.Single(store.ListRuns());
        Assert.Equal((StartMs, StartMs + 5), (Ms(run.StartedUtc), Ms(run.EndedUtc!.Value)));
        Assert.Equal(
            [StartMs + 5, StartMs + 5, StartMs + 5],
            store.ReadRange(store.FindSeries(run.Id, "loss")!).Select(point => point.TimeMs));
    }

    [Fact]
    public void A_store_with_times_that_no_calendar_has_can_be_read()
    {
        using (var tracker = CairnTracker.Open(_folder["store"]))
        {
            ImportedRun run = tracker.ImportRun("btc", "one", StartMs);
            run.End(RunStatus.Completed, "", NanosecondsByMistake);
            run.Flush();
        }

        using IRunStore store = RunStore.Open(_folder["store"]);
        Assert.Equal(9999, Assert.Single(store.ListRuns()).EndedUtc!.Value.Year);
    }

    [Fact]
    public void Artifacts_that_cannot_be_listed_are_noted_and_the_run_is_imported()
    {
        Log(NewRun("one"), new MlflowPoint(1, StartMs, 1));
        FailAt(2); // after the experiments and the runs, the artifacts of the first one
        CliHarness cli = Import(ExitCodes.Done);

        Assert.Contains("note: one: its artifacts cannot be listed", cli.Error);
        using IRunStore store = RunStore.Open(_folder["store"]);
        Assert.Equal(RunStatus.Completed, Assert.Single(store.ListRuns()).Status);
    }

    [Fact]
    public void A_run_that_cannot_be_read_is_told_and_the_next_one_is_imported()
    {
        Log(NewRun("one"), new MlflowPoint(1, StartMs, 1));
        Log(NewRun("two"), new MlflowPoint(1, StartMs, 1));
        FailAt(3); // the points of the first run
        CliHarness cli = Import(ExitCodes.Failed);

        Assert.Contains("one: the import did not finish: The server does not take it.", cli.Error);
        Assert.Equal(["failed one", "completed two"], Imported());

        Import(ExitCodes.Done);
        Assert.Equal(["failed one", "completed two", "completed one"], Imported());
    }

    [Fact]
    public void What_Cairn_says_of_another_run_is_not_taken_for_this_ones()
    {
        string id = NewRun("one");
        _mlflow.LogBatch(id, new MlflowBatch { Tags = [new("imported_from", "elsewhere"), new("team", "lab")] });
        Import(ExitCodes.Done);

        using IRunStore store = RunStore.Open(_folder["store"]);
        IReadOnlyDictionary<string, string> tags = store.ReadTags(Assert.Single(store.ListRuns()).Id);
        Assert.Equal("one", tags["imported.cairn.run_id"]);
        Assert.Equal("elsewhere", tags["imported.imported_from"]);
        Assert.Equal("lab", tags["team"]);
        Assert.DoesNotContain("cairn.run_id", tags.Keys);
    }

    [Theory]
    [InlineData("s3://anna:hunter2@bucket/one?X-Signature=hunter2", "s3://bucket/one")]
    [InlineData("mlflow-artifacts:/1/one?token=hunter2", "mlflow-artifacts:/1/one")]
    public void Where_the_artifacts_are_is_told_without_passwords(string uri, string expected)
    {
        string id = NewRun("one");
        _mlflow.Runs[id] = _mlflow.Runs[id] with { ArtifactUri = uri };
        _mlflow.UploadArtifact(id, "model.bin", () => new MemoryStream([1]));
        Import(ExitCodes.Done);

        using IRunStore store = RunStore.Open(_folder["store"]);
        Assert.Equal(
            $"model.bin in {expected}", store.ReadTags(Assert.Single(store.ListRuns()).Id)["mlflow.artifacts"]);
    }

    private string NewRun(string name)
    {
        string experiment = _mlflow.GetOrCreateExperiment("btc").Id;
        string id = _mlflow.GetOrCreateRun(new MlflowRunStart(experiment, name, name, StartMs, "ada", [])).Id;
        _mlflow.UpdateRun(id, MlflowRunStatus.Finished, null);
        return id;
    }

    private void Log(string run, params MlflowPoint[] points) => _mlflow.LogBatch(
        run, new MlflowBatch { Metrics = [.. points.Select(point => new MlflowMetric("loss", point))] });

    private void FailAt(int call)
    {
        int at = _mlflow.Calls + call;
        _mlflow.FailBefore = now => now == at ? FakeMlflow.Refused() : null;
    }

    private string[] Imported()
    {
        using IRunStore store = RunStore.Open(_folder["store"]);
        return [.. store.ListRuns().Reverse().Select(run => $"{run.Status.ToString().ToLowerInvariant()} {run.Name}")];
    }

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private CliHarness Import(int expected)
    {
        var cli = new CliHarness { UsesRealStores = true, OpenMlflow = _ => _mlflow };
        int code = cli.RunIn(_folder["store"], "import", "mlflow", "http://mlflow.example:5000");
        Assert.True(code == expected, $"{code}: {cli.Output}{cli.Error}");
        return cli;
    }
}
