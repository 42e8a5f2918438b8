using Cairn.IO;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets;
using Cairn.Mlflow.Targets.Folder;

namespace Cairn.Tests.Mlflow.Folder;

public sealed class FolderTargetTests : MlflowTargetContract
{
    private string Root => Folder["mlruns"];

    [Fact]
    public void A_text_that_is_too_large_for_MLflow_is_not_read_into_memory()
    {
        string run = NewRun();
        string tags = Directory.GetDirectories(Root, "tags", SearchOption.AllDirectories).Single();
        using (FileStream huge = File.Create(Path.Join(tags, "huge")))
        {
            huge.SetLength(33 << 20);
        }

        MlflowException error = Assert.Throws<MlflowException>(() => Target.FindRun(run));
        Assert.Equal("mlflow.foreign", error.Code);
        Assert.Contains("huge", error.Message);
    }

    private protected override IMlflowTarget Open() => new FolderTarget(Root, PhysicalFileSystem.Instance, Time);

    private protected override void DeleteExperiment(string id)
    {
        string trash = Path.Join(Root, ".trash");
        Directory.CreateDirectory(trash);
        Directory.Move(Path.Join(Root, id), Path.Join(trash, id));
        SetDeleted(Path.Join(trash, id));
    }

    private protected override void DeleteRun(string id) => SetDeleted(Directory.GetDirectories(Root, id, SearchOption.AllDirectories).Single());

    private static void SetDeleted(string folder)
    {
        string meta = Path.Join(folder, "meta.yaml");
        string text = File.ReadAllText(meta);
        Assert.Contains("lifecycle_stage: 'active'", text);
        File.WriteAllText(meta, text.Replace("lifecycle_stage: 'active'", "lifecycle_stage: deleted"));
    }
}
