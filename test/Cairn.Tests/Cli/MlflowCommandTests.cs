using System.Text.Json;
using Cairn.Cli;
using Cairn.Mlflow;
using Cairn.Mlflow.Sync;
using Cairn.Storage;
using Cairn.Tests.Mlflow.Sync;
using Cairn.Tests.Support;

namespace Cairn.Tests.Cli;

/// <summary><c>cairn sync mlflow</c> and <c>cairn import mlflow</c> between real stores and an MLflow in memory.</summary>
public sealed class MlflowCommandTests : IDisposable
{
    private const string Server = "http://anna:hunter2@mlflow.example:5000";

    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [Fact]
    public void Runs_are_sent_once()
    {
        _sync.Record();

        CliHarness first = Run("sync", "mlflow", "--uri", Server);
        CliHarness second = Run("sync", "mlflow", "--uri", Server);

        Assert.Contains("Sent 6,001 points,", first.Output);
        Assert.Contains("of 1 run to http://mlflow.example:5000.", first.Output);
        Assert.DoesNotContain("hunter2", first.Output + second.Output);
        Assert.Equal("Nothing to send: http://mlflow.example:5000 has 1 run completely.\n", second.Output.ReplaceLineEndings("\n"));
        _sync.AssertComplete();
    }

    [Fact]
    public void A_run_that_is_wished_or_has_ended_anew_is_not_complete()
    {
        string id = _sync.Record();
        Run("sync", "mlflow", "--uri", SyncFixture.Uri);
        _sync.Folder().Wish(id);

        CliHarness wished = Run("sync", "mlflow", "--uri", SyncFixture.Uri);
        SyncState state = _sync.Folder().Read(id);
        state.EndedMs--;
        _sync.Folder().Write(id, state);
        CliHarness ended = Run("sync", "mlflow", "--uri", SyncFixture.Uri);

        Assert.Contains("of 1 run to", wished.Output);
        Assert.Contains("of 1 run to", ended.Output);
        Assert.Contains("Nothing to send", Run("sync", "mlflow", "--uri", SyncFixture.Uri).Output);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_that_fails_is_said_and_the_next_one_is_sent(bool isTheServers)
    {
        using (CairnTracker tracker = _sync.Open())
        {
            tracker.StartRun("btc", name: "bad").Complete();
            tracker.StartRun("btc", name: "good").Complete();
        }

        _sync.Mlflow.BadRun = ("bad", isTheServers
            ? () => new MlflowException("mlflow.busy", "memory", "A surprise.", isTransient: true)
            : () => new InvalidOperationException("A surprise."));
        CliHarness sent = Run(ExitCodes.Failed, "sync", "mlflow", "--uri", Server);

        Assert.Contains(": A surprise.", sent.Error);
        Assert.Equal("good", _sync.Mlflow.Single().Name);
        Assert.Equal(MlflowRunStatus.Finished, _sync.Mlflow.Single().Status);
    }

    [Fact]
    public void A_server_that_takes_no_files_gets_all_else()
    {
        _sync.Record();
        _sync.Mlflow.RefusesFiles = true;

        CliHarness sent = Run(ExitCodes.Failed, "sync", "mlflow", "--uri", Server);

        Assert.Contains("without files", sent.Output);
        Assert.Contains("The server does not take it.", sent.Error);
        Assert.Equal(MlflowRunStatus.Finished, _sync.Mlflow.Single().Status);
    }

    [Fact]
    public void A_run_that_is_gone_there_is_sent_again_when_all_are_asked_for()
    {
        _sync.Record();
        Run("sync", "mlflow", "--uri", Server);
        _sync.Mlflow.Clear();

        CliHarness again = Run("sync", "mlflow", "--all", "--uri", Server, "--json");

        Assert.Equal(6001, again.Json.GetProperty("points").GetInt64());
        _sync.AssertComplete();
    }

    [Fact]
    public void A_server_that_does_not_answer_fails_and_the_next_try_goes_on()
    {
        _sync.Record();
        int calls = 0;
        _sync.Mlflow.FailBefore = _ => ++calls > 5 ? FakeMlflow.Unreachable() : null;

        CliHarness failed = Run(ExitCodes.Failed, "sync", "mlflow", "--uri", Server);
        _sync.Mlflow.FailBefore = _ => null;
        Run("sync", "mlflow", "--uri", Server);

        Assert.Contains("The server does not answer.", failed.Error);
        Assert.Contains("goes on where it stopped", failed.Error);
        _sync.AssertComplete();
    }

    [Fact]
    public void What_was_sent_comes_back_the_same()
    {
        string id = _sync.Record();
        Run("sync", "mlflow", "--uri", Server);
        using var other = new TempFolder();
        string store = other["store"];

        CliHarness imported = RunIn(store, "import", "mlflow", Server, "--json");
        CliHarness again = RunIn(store, "import", "mlflow", Server, "--json");

        JsonElement report = Assert.Single(imported.Json.GetProperty("runs").EnumerateArray());
        Assert.Equal(6001, report.GetProperty("points").GetInt64());
        Assert.True(again.Json.GetProperty("runs")[0].GetProperty("is_known").GetBoolean());
        using IRunStore before = _sync.Read();
        using IRunStore after = RunStore.Open(store);
        RunInfo run = Assert.Single(after.ListRuns());
        Assert.Equal(("btc", "first", RunStatus.Completed), (run.Experiment, run.Name, run.Status));
        Assert.Equal(before.FindRun(id)!.StartedUtc.ToUnixTimeMilliseconds(), run.StartedUtc.ToUnixTimeMilliseconds());
        Assert.Equal(Points(before, id, "train/loss"), Points(after, run.Id, "train/loss"));
        Assert.Equal("\"small\"", after.ReadParameters(run.Id)["model.kind"]);
        Assert.Equal("lab", after.ReadTags(run.Id)["team"]);
        Assert.DoesNotContain("hunter2", string.Join(' ', after.ReadTags(run.Id).Values));
    }

    [Theory]
    [InlineData("sqlite:///", "mlflow.db")]
    [InlineData("", "mlruns")]
    public void A_database_and_a_folder_give_back_what_they_were_sent(string scheme, string name)
    {
        string id = _sync.Record();
        using var other = new TempFolder();
        string uri = scheme + other[name];
        var sent = new CliHarness { UsesRealStores = true };
        var imported = new CliHarness { UsesRealStores = true };

        Assert.Equal(ExitCodes.Done, sent.RunIn(_sync.Store, "sync", "mlflow", "--uri", uri));
        Assert.Equal(ExitCodes.Done, imported.RunIn(other["store"], "import", "mlflow", uri));

        using IRunStore before = _sync.Read();
        using IRunStore after = RunStore.Open(other["store"]);
        RunInfo run = Assert.Single(after.ListRuns());
        Assert.Equal(Points(before, id, "train/loss"), Points(after, run.Id, "train/loss"));
        Assert.Equal(Points(before, id, "acc"), Points(after, run.Id, "acc"));
    }

    [Fact]
    public void What_was_deleted_is_sent_again_when_all_are_asked_for()
    {
        _sync.Record();
        using var other = new TempFolder();
        string uri = "sqlite:///" + other["mlflow.db"];
        var cli = new CliHarness { UsesRealStores = true };
        Assert.Equal(ExitCodes.Done, cli.RunIn(_sync.Store, "sync", "mlflow", "--uri", uri));
        File.Delete(other["mlflow.db"]);
        var quiet = new CliHarness { UsesRealStores = true };
        var again = new CliHarness { UsesRealStores = true };

        Assert.Equal(ExitCodes.Done, quiet.RunIn(_sync.Store, "sync", "mlflow", "--uri", uri));
        Assert.Equal(ExitCodes.Done, again.RunIn(_sync.Store, "sync", "mlflow", "--uri", uri, "--all"));

        Assert.Contains("Nothing to send", quiet.Output);
        Assert.Contains("Sent 6,001 points", again.Output);
    }

    [Fact]
    public void An_experiment_that_is_not_there_is_said()
    {
        _sync.Record();
        Run("sync", "mlflow", "--uri", Server);

        CliHarness failed = Run(ExitCodes.Failed, "import", "mlflow", Server, "-e", "eth");

        Assert.Contains("http://mlflow.example:5000 has no experiment \"eth\". It has: btc.", failed.Error);
    }

    private static SeriesPoint[] Points(IRunStore store, string run, string series) =>
        [.. store.ReadRange(store.FindSeries(run, series)!)];

    private CliHarness Run(params string[] args) => Run(ExitCodes.Done, args);

    private CliHarness Run(int expected, params string[] args) => RunIn(_sync.Store, expected, args);

    private CliHarness RunIn(string store, params string[] args) => RunIn(store, ExitCodes.Done, args);

    private CliHarness RunIn(string store, int expected, string[] args)
    {
        var cli = new CliHarness { UsesRealStores = true, OpenMlflow = _ => _sync.Mlflow };
        int code = cli.RunIn(store, args);
        Assert.True(code == expected, $"{code}: {cli.Output}{cli.Error}");
        return cli;
    }
}
