using Cairn.IO;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets.Folder;
using Cairn.Tests.Support;

namespace Cairn.Tests.Mlflow.Folder;

/// <summary>What MLflow's own file store wrote, and what hands and crashes made of it.</summary>
public sealed class OldFolderTests : IDisposable
{
    private const string Run = "7e5e6c4b26b4437e8783d826f2721615";

    private readonly TempFolder _folder = new();
    private readonly FolderTarget _target;

    public OldFolderTests()
    {
        _target = new FolderTarget(_folder["mlruns"], PhysicalFileSystem.Instance, new ManualTime());
        Write("0/meta.yaml", """
            artifact_location: file:///elsewhere/mlruns/0
            creation_time: 1700000000000
            experiment_id: '0'
            last_update_time: 1700000000000
            lifecycle_stage: active
            name: Default
            """);
        Write($"0/{Run}/meta.yaml", $"""
            artifact_uri: file:///elsewhere/mlruns/0/{Run}/artifacts
            end_time: 1700000009000
            entry_point_name: ''
            experiment_id: '0'
            lifecycle_stage: active
            run_id: {Run}
            run_name: bold-ant-1
            run_uuid: {Run}
            source_name: ''
            source_type: 4
            source_version: ''
            start_time: 1700000000000
            status: 3
            tags: []
            user_id: ada
            """);
        Write($"0/{Run}/metrics/train/loss", "1700000000001 0.5 1\n1700000000002 nan 2\n1700000000003 -inf 3\n1700000000004 1e-05 4\n");
        Write($"0/{Run}/params/lr", "0.1");
        Write($"0/{Run}/tags/mlflow.user", "ada");
        Write($"0/{Run}/artifacts/model/a.txt", "weights");
    }

    public void Dispose()
    {
        _target.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_run_of_MLflows_own_is_read()
    {
        MlflowExperiment experiment = Assert.Single(_target.ListExperiments());
        MlflowRun run = Assert.Single(_target.SearchRuns("0"));

        Assert.Equal(new MlflowExperiment("0", "Default", "file:///elsewhere/mlruns/0"), experiment);
        Assert.Equal((Run, "bold-ant-1", MlflowRunStatus.Finished), (run.Id, run.Name, run.Status));
        Assert.Equal(1_700_000_009_000, run.EndedUtc!.Value.ToUnixTimeMilliseconds());
        Assert.Equal("0.1", run.Parameters["lr"]);
        Assert.Equal("ada", run.Tags["mlflow.user"]);
        Assert.Equal(1e-05, run.Metrics["train/loss"].Value);
        Assert.Equal([0.5, double.NaN, double.NegativeInfinity, 1e-05], _target.ReadHistory(Run, "train/loss").Select(point => point.Value));
        Assert.Equal(["model/a.txt"], _target.ListArtifacts(Run, "model").Select(artifact => artifact.Path));
    }

    [Fact]
    public void It_is_written_on_and_what_we_do_not_know_stays()
    {
        Write($"0/{Run}/meta.yaml", File.ReadAllText(_folder[$"mlruns/0/{Run}/meta.yaml"]) + "future_field:\n  deep: 1\n");
        _target.UpdateRun(Run, MlflowRunStatus.Failed, 1_700_000_010_000);
        _target.LogBatch(Run, Points(new MlflowPoint(4, 1_700_000_000_004, 1e-05), new MlflowPoint(5, 1_700_000_000_005, 1e-06)));

        string meta = File.ReadAllText(_folder[$"mlruns/0/{Run}/meta.yaml"]);
        Assert.Contains("status: 4\n", meta);
        Assert.Contains("end_time: 1700000010000\n", meta);
        Assert.Contains("future_field:\n  deep: 1\n", meta);
        Assert.EndsWith("\n1700000000004 1e-05 4\n1700000000005 1E-06 5\n", File.ReadAllText(_folder[$"mlruns/0/{Run}/metrics/train/loss"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("lifecycle_stage: active\n")]
    [InlineData("start_time: soon\nend_time: 1e300\nstatus: maybe\n")]
    [InlineData("not yaml at all")]
    public void Fields_that_are_missing_or_wrong_do_not_hide_a_run(string meta)
    {
        Write($"0/{Run}/meta.yaml", meta);
        MlflowRun run = Assert.Single(_target.SearchRuns("0"));

        Assert.Equal("0.1", run.Parameters["lr"]);
        Assert.Equal(MlflowRunStatus.Running, run.Status);
    }

    [Fact]
    public void Old_new_torn_and_senseless_lines_are_told_apart()
    {
        Write($"0/{Run}/metrics/x", "1 2\n1544.0 3 1\nno point\n\n5 4 2 model-1 data digest\n6 5 3\n7 6");
        Assert.Equal([(0L, 2.0), (1, 3), (2, 4), (3, 5)], _target.ReadHistory(Run, "x").Select(point => (point.Step, point.Value)));
    }

    [Fact]
    public void A_torn_line_is_cut_when_the_file_is_written_on()
    {
        Write($"0/{Run}/metrics/x", "1 2 3\n7 6");
        _target.LogBatch(Run, Points("x", new MlflowPoint(4, 7, 6.5)));

        Assert.Equal("1 2 3\n7 6.5 4\n", File.ReadAllText(_folder[$"mlruns/0/{Run}/metrics/x"]));
    }

    [Fact]
    public void Points_that_come_late_or_from_others_are_not_doubled()
    {
        MlflowPoint[] points = [.. Enumerable.Range(1, 9).Select(step => new MlflowPoint(step, step / 3, step))];
        _target.LogBatch(Run, Points("x", points));
        File.AppendAllText(_folder[$"mlruns/0/{Run}/metrics/x"], "99 10 10\n");
        _target.LogBatch(Run, Points("x", [points[1], points[8], new MlflowPoint(10, 99, 10), new MlflowPoint(11, 2, 11)]));

        Assert.Equal(Enumerable.Range(1, 11).Select(step => (long)step), _target.ReadHistory(Run, "x").Select(point => point.Step));
    }

    [Fact]
    public void A_metric_and_a_folder_of_the_same_name_both_have_a_place()
    {
        _target.LogBatch(Run, Points("train", new MlflowPoint(1, 1, 1)));
        _target.LogBatch(Run, Points("train", new MlflowPoint(2, 2, 2)));
        _target.LogBatch(Run, Points("train/loss/deep", new MlflowPoint(3, 3, 3)));

        Assert.Equal(["train.value", "train/loss", "train/loss.parts/deep"], _target.FindRun(Run)!.Metrics.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(2, _target.ReadHistory(Run, "train.value").Count());
        Assert.Single(_target.ReadHistory(Run, "train/loss/deep"));
    }

    [Theory]
    [InlineData("../../../../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a//b")]
    [InlineData("train")]
    public void A_history_never_leads_out_of_the_run(string key) => Assert.Empty(_target.ReadHistory(Run, key));

    [Theory]
    [InlineData("..")]
    [InlineData("../0/7e5e6c4b26b4437e8783d826f2721615")]
    [InlineData(".trash")]
    [InlineData("")]
    public void An_id_that_is_a_path_is_no_run(string id) => Assert.Null(_target.FindRun(id));

    [Fact]
    public void Links_are_not_followed()
    {
        File.WriteAllText(_folder["secret"], "secret");
        string artifacts = _folder[$"mlruns/0/{Run}/artifacts"];
        File.CreateSymbolicLink(Path.Join(artifacts, "link"), _folder["secret"]);
        Directory.CreateSymbolicLink(Path.Join(artifacts, "folder"), _folder.Path);

        Assert.Equal(["model"], _target.ListArtifacts(Run).Select(artifact => artifact.Path));
        Action[] calls =
        [
            () => _target.OpenArtifact(Run, "link").Dispose(),
            () => _target.OpenArtifact(Run, "folder/secret").Dispose(),
            () => _target.ListArtifacts(Run, "folder"),
            () => _target.UploadArtifact(Run, "folder/new", () => new MemoryStream()),
            () => _target.UploadArtifact(Run, "link", () => new MemoryStream()),
        ];
        Assert.All(calls, call => Assert.Equal("mlflow.refused", Assert.Throws<MlflowException>(call).Code));
        Assert.Equal("secret", File.ReadAllText(_folder["secret"]));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_missing_to_readers_and_is_not_made()
    {
        using var absent = new FolderTarget(_folder["absent"], PhysicalFileSystem.Instance, new ManualTime());

        Assert.Equal("mlflow.missing", Assert.Throws<MlflowException>(() => absent.ListExperiments().ToList()).Code);
        Assert.False(Directory.Exists(_folder["absent"]));
    }

    private static MlflowBatch Points(params ReadOnlySpan<MlflowPoint> points) => Points("train/loss", points);

    private static MlflowBatch Points(string key, params ReadOnlySpan<MlflowPoint> points)
    {
        var metrics = new List<MlflowMetric>();
        foreach (MlflowPoint point in points)
        {
            metrics.Add(new MlflowMetric(key, point));
        }

        return new MlflowBatch { Metrics = metrics };
    }

    private void Write(string path, string text)
    {
        string file = _folder["mlruns/" + path];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text.ReplaceLineEndings("\n"));
    }
}
