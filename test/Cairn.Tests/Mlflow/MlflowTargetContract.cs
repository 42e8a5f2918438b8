using System.Text;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets;
using Cairn.Tests.Support;

namespace Cairn.Tests.Mlflow;

/// <summary>
/// What every <see cref="IMlflowTarget"/> keeps. Names are new in each test, so that it may run against a server that
/// others use, too.
/// </summary>
public abstract partial class MlflowTargetContract : IDisposable
{
    private protected const string UnknownRun = "0123456789abcdef0123456789abcdef";
    private protected const long StartMs = 1_767_225_600_000;

    private readonly string _unique = Guid.NewGuid().ToString("N")[..12];
    private IMlflowTarget? _target;

    private protected TempFolder Folder { get; } = new();

    private protected ManualTime Time { get; } = new();

    private protected IMlflowTarget Target => _target ??= Open();

    /// <summary>Whether infinities come back as such, and not as ±1.7976931348623157e308.</summary>
    private protected virtual bool KeepsInfinity => true;

    public void Dispose()
    {
        _target?.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void An_experiment_is_made_once()
    {
        MlflowExperiment made = Target.GetOrCreateExperiment(Unique("once"));
        MlflowExperiment found = Target.GetOrCreateExperiment(Unique("once"));

        Assert.Equal(made, found);
        Assert.Equal(Unique("once"), made.Name);
        Assert.True(long.TryParse(made.Id, out _), made.Id);
        Assert.NotEmpty(made.ArtifactLocation);
    }

    [Fact]
    public void Experiments_have_ids_of_their_own_and_are_listed()
    {
        MlflowExperiment one = Target.GetOrCreateExperiment(Unique("one"));
        MlflowExperiment two = Target.GetOrCreateExperiment(Unique("two"));

        Assert.NotEqual(one.Id, two.Id);
        MlflowExperiment[] listed = [.. Target.ListExperiments()];
        Assert.Single(listed, one);
        Assert.Single(listed, two);
    }

    [Fact]
    public void A_deleted_experiment_is_not_listed_and_is_restored_when_it_is_asked_for()
    {
        MlflowExperiment made = Target.GetOrCreateExperiment(Unique("back"));
        DeleteExperiment(made.Id);
        Assert.DoesNotContain(Target.ListExperiments(), listed => listed.Id == made.Id);

        Assert.Equal(made.Id, Target.GetOrCreateExperiment(Unique("back")).Id);
        Assert.Contains(Target.ListExperiments(), listed => listed.Id == made.Id);
    }

    [Fact]
    public void An_experiment_survives_the_end_of_the_target()
    {
        MlflowExperiment made = Target.GetOrCreateExperiment(Unique("kept"));
        Reopen();

        Assert.Equal(made, Target.GetOrCreateExperiment(Unique("kept")));
    }

    [Fact]
    public void An_experiment_of_any_name_is_made_and_found_again()
    {
        string name = Unique("ä 'quoted' \"name\" # : % ; -- 日本");
        MlflowExperiment made = Target.GetOrCreateExperiment(name);
        Reopen();

        Assert.Equal(MlflowNames.ToExperiment(name), made.Name);
        Assert.Equal(made, Target.GetOrCreateExperiment(name));
    }

    [Fact]
    public void An_experiment_of_a_long_name_is_made_and_found_again()
    {
        string name = Unique(new string('n', 900));

        Assert.Equal(Target.GetOrCreateExperiment(name), Target.GetOrCreateExperiment(name));
    }

    [Fact]
    public void A_run_has_what_it_was_begun_with()
    {
        MlflowExperiment experiment = Target.GetOrCreateExperiment(Unique("runs"));
        MlflowRun made = Target.GetOrCreateRun(Start(experiment.Id, "key", new KeyValuePair<string, string>("team", "lab")));
        MlflowRun found = Target.FindRun(made.Id)!;

        Assert.Equal(32, found.Id.Length);
        Assert.Equal(experiment.Id, found.ExperimentId);
        Assert.Equal("first run", found.Name);
        Assert.Equal(MlflowRunStatus.Running, found.Status);
        Assert.Equal(StartMs, found.StartedUtc.ToUnixTimeMilliseconds());
        Assert.Null(found.EndedUtc);
        Assert.EndsWith($"{experiment.Id}/{made.Id}/artifacts", found.ArtifactUri);
        Assert.Equal("lab", found.Tags["team"]);
        Assert.Equal("first run", found.Tags["mlflow.runName"]);
        Assert.Equal("ada", found.Tags["mlflow.user"]);
        Assert.Contains(found.Tags, tag => tag is { Key: "cairn.run_id", Value: "key" });
        Assert.Empty(found.Parameters);
        Assert.Empty(found.Metrics);
    }

    [Fact]
    public void A_run_is_found_again_by_its_key()
    {
        string experiment = Target.GetOrCreateExperiment(Unique("runs")).Id;
        MlflowRun made = Target.GetOrCreateRun(Start(experiment, "one"));
        Reopen();

        Assert.Equal(made.Id, Target.GetOrCreateRun(Start(experiment, "one")).Id);
        Assert.NotEqual(made.Id, Target.GetOrCreateRun(Start(experiment, "two")).Id);
        Assert.Equal(2, Target.SearchRuns(experiment).Count());
    }

    [Fact]
    public void A_key_with_a_quote_finds_its_run()
    {
        string experiment = Target.GetOrCreateExperiment(Unique("runs")).Id;

        Assert.Equal(
            Target.GetOrCreateRun(Start(experiment, "a\"b")).Id, Target.GetOrCreateRun(Start(experiment, "a\"b")).Id);
    }

    [Fact]
    public void A_run_needs_an_experiment()
    {
        MlflowException error = Assert.Throws<MlflowException>(() => Target.GetOrCreateRun(Start("987654321", "key")));

        Assert.Equal("mlflow.missing", error.Code);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public void A_run_that_is_not_there_is_null()
    {
        NewRun();
        Assert.Null(Target.FindRun(UnknownRun));
    }

    [Theory]
    [InlineData(MlflowRunStatus.Finished)]
    [InlineData(MlflowRunStatus.Failed)]
    [InlineData(MlflowRunStatus.Killed)]
    public void A_run_ends(MlflowRunStatus status)
    {
        string run = NewRun();
        Target.UpdateRun(run, status, StartMs + 5_000);
        Reopen();

        MlflowRun ended = Target.FindRun(run)!;
        Assert.Equal(status, ended.Status);
        Assert.Equal(StartMs + 5_000, ended.EndedUtc!.Value.ToUnixTimeMilliseconds());
        Assert.Equal("first run", ended.Name);
    }

    [Fact]
    public void An_ended_run_takes_points_and_may_go_on()
    {
        string run = NewRun();
        Target.UpdateRun(run, MlflowRunStatus.Finished, StartMs + 5_000);
        Target.LogBatch(run, new MlflowBatch { Metrics = [Metric("late", 1, 2)] });
        Target.UpdateRun(run, MlflowRunStatus.Running, null);

        Assert.Equal(MlflowRunStatus.Running, Target.FindRun(run)!.Status);
        Assert.Equal(2, Target.FindRun(run)!.Metrics["late"].Value);
    }

    [Fact]
    public void A_run_that_is_not_there_is_said_to_be_missing()
    {
        Action[] calls =
        [
            () => Target.LogBatch(UnknownRun, new MlflowBatch { Metrics = [Metric("loss", 1, 1)] }),
            () => Target.LogBatch(UnknownRun, new MlflowBatch { Tags = [new("a", "b")] }),
            () => Target.UpdateRun(UnknownRun, MlflowRunStatus.Finished, StartMs),
            () => Target.LogInputs(UnknownRun, [new MlflowDataset("d", "1", "s")]),
            () => Target.UploadArtifact(UnknownRun, "a", () => new MemoryStream()),
            () => Target.ListArtifacts(UnknownRun),
            () => Target.OpenArtifact(UnknownRun, "a").Dispose(),
        ];
        Assert.All(calls, call =>
        {
            MlflowException error = Assert.Throws<MlflowException>(call);
            Assert.Equal("mlflow.missing", error.Code);
            Assert.False(error.IsTransient);
        });
    }

    [Fact]
    public void The_location_is_told() => Assert.NotEmpty(Target.Location);

    /// <summary>Opens the same place, again and again.</summary>
    private protected abstract IMlflowTarget Open();

    /// <summary>Deletes an experiment as MLflow's users do.</summary>
    private protected abstract void DeleteExperiment(string id);

    /// <summary>Deletes a run as MLflow's users do.</summary>
    private protected abstract void DeleteRun(string id);

    private protected void Reopen()
    {
        _target?.Dispose();
        _target = null;
    }

    private protected string Unique(string name) => $"{_unique} {name}";

    private protected string NewRun(string key = "key") =>
        Target.GetOrCreateRun(Start(Target.GetOrCreateExperiment(Unique("experiment")).Id, key)).Id;

    private protected static MlflowRunStart Start(
        string experiment, string key, params KeyValuePair<string, string>[] tags) =>
        new(experiment, key, "first run", StartMs, "ada", tags);

    private protected static MlflowMetric Metric(string key, long step, double value) =>
        new(key, new MlflowPoint(step, StartMs + step, value));

    private protected static Func<Stream> Content(string text) => () => new MemoryStream(Encoding.UTF8.GetBytes(text));

    private protected string ReadText(string run, string path)
    {
        using var reader = new StreamReader(Target.OpenArtifact(run, path));
        return reader.ReadToEnd();
    }
}
