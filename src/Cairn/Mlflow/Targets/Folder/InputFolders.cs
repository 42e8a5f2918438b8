using System.Security.Cryptography;
using System.Text;
using Cairn.Mlflow.Targets.Local;

namespace Cairn.Mlflow.Targets.Folder;

/// <summary>Data sets, and which run was given which, where MLflow's file store keeps them. Not thread-safe.</summary>
internal sealed class InputFolders(FolderFiles files)
{
    public void Log(string runFolder, IReadOnlyList<MlflowDataset> datasets)
    {
        string experiment = Path.GetDirectoryName(runFolder)!;
        string runId = Path.GetFileName(runFolder);
        foreach (MlflowDataset dataset in datasets)
        {
            var legal = LegalDataset.Of(dataset);
            string id = Hash(legal.Name + legal.Digest);
            Make(Path.Join(experiment, "datasets", id), FlatYaml.Write(
                ("digest", legal.Digest),
                ("name", legal.Name),
                ("profile", legal.ProfileJson),
                ("schema", legal.SchemaJson),
                ("source", legal.SourceJson),
                ("source_type", legal.SourceType)));
            Make(Path.Join(runFolder, "inputs", Hash(id + runId)), FlatYaml.Write(
                ("destination_id", runId),
                ("destination_type", "RUN"),
                ("source_id", id),
                ("source_type", "DATASET"),
                ("tags", new Dictionary<string, string> { [WellKnownTags.DataContext] = dataset.Context })));
        }
    }

    private void Make(string folder, string meta)
    {
        if (files.ReadMeta(folder) is null)
        {
            files.MakeFolder(folder, made => files.WriteMeta(made, meta));
        }
    }

    /// <summary>The names that MLflow gives to these folders; nothing is kept secret by them.</summary>
    private static string Hash(string text) =>
#pragma warning disable CA5351
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
