using Cairn.IO;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets;
using Cairn.Mlflow.Targets.Folder;
using Cairn.Mlflow.Targets.Sqlite;
using Cairn.Tests.Support;

namespace Cairn.Tests.Mlflow;

/// <summary>Fails each operation of files in turn: the same calls again have the effect of one.</summary>
public sealed class LocalFaultTests
{
    [Theory]
    [InlineData("folder", nameof(FileOperations.Changes), 0)]
    [InlineData("folder", nameof(FileOperations.Write), 7)]
    [InlineData("sqlite", nameof(FileOperations.All), 0)]
    public void Whatever_fails_the_same_calls_again_have_the_effect_of_one(string target, string kinds, int tornBytes)
    {
        FileOperations operations = Enum.Parse<FileOperations>(kinds);
        for (int at = 0; ; at++)
        {
            using var folder = new TempFolder();
            var files = new FaultyFileSystem(PhysicalFileSystem.Instance, new FaultPlan(at, operations, TornBytes: tornBytes));
            using (IMlflowTarget faulty = Open(target, folder, files))
            {
                int failures = 0;
                while (!TryAll(faulty))
                {
                    Assert.True(++failures < 3, $"operation {at} fails for ever");
                }

                TryAll(faulty);
            }

            using IMlflowTarget sound = Open(target, folder, PhysicalFileSystem.Instance);
            Check(sound, at);
            if (!files.Fired)
            {
                return;
            }
        }
    }

    private static IMlflowTarget Open(string kind, TempFolder folder, IFileSystem files) => kind == "folder"
        ? new FolderTarget(folder["mlruns"], files, new ManualTime())
        : new SqliteTarget(folder["mlflow.db"], files, new ManualTime());

    private static bool TryAll(IMlflowTarget target)
    {
        try
        {
            string experiment = target.GetOrCreateExperiment("lab").Id;
            string run = target.GetOrCreateRun(new MlflowRunStart(experiment, "key", "name", 1, "ada", [new("a", "b")])).Id;
            target.LogBatch(run, Batch(0));
            target.LogBatch(run, Batch(10));
            target.LogInputs(run, [new MlflowDataset("d", "1", "s")]);
            target.UploadArtifact(run, "model/a.txt", () => new MemoryStream("weights"u8.ToArray()));
            target.UploadArtifact(run, "model/a.txt", () => new MemoryStream("weights"u8.ToArray()));
            target.SetAlias("net", "champion", target.RegisterModel(
                new MlflowModelRegistration("net", run, "model", "c1", [new("digest", "sha")])));
            target.UpdateRun(run, MlflowRunStatus.Finished, 9);
            return true;
        }
        catch (MlflowException error)
        {
            Assert.Equal("mlflow.io", error.Code);
            Assert.True(error.IsTransient);
            return false;
        }
    }

    private static void Check(IMlflowTarget target, int at)
    {
        MlflowExperiment experiment = Assert.Single(target.ListExperiments(), listed => listed.Name == "lab");
        Assert.Equal(2, target.ListExperiments().Count()); // and Default
        MlflowRun run = Assert.Single(target.SearchRuns(experiment.Id));
        Assert.Equal(MlflowRunStatus.Finished, run.Status);
        Assert.Equal(9, run.EndedUtc!.Value.ToUnixTimeMilliseconds());
        Assert.Equal("0.1", run.Parameters["lr"]);
        Assert.Equal("b", run.Tags["a"]);
        Assert.Equal(
            Enumerable.Range(0, 20).Select(step => (long)step), target.ReadHistory(run.Id, "loss").Select(point => point.Step));
        Assert.Equal(7, Assert.Single(target.ListArtifacts(run.Id, "model")).Bytes);
        MlflowModelVersion version = Assert.Single(target.ListVersions("net"));
        Assert.True(version.Aliases is ["champion"], $"operation {at}");
    }

    private static MlflowBatch Batch(int from) => new()
    {
        Metrics = [.. Enumerable.Range(from, 10).Select(step => new MlflowMetric("loss", new MlflowPoint(step, 5, step / 3.0)))],
        Parameters = [new("lr", "0.1")],
        Tags = [new("a", "b"), new("step", $"{from}")],
    };
}
