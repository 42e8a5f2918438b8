using System.Globalization;

namespace Cairn.Mlflow.Targets.Folder;

/// <summary>Experiments: the folders in <c>mlruns</c> that have a <c>meta.yaml</c>. Not thread-safe.</summary>
internal sealed class ExperimentFolders(string root, FolderFiles files, TimeProvider time)
{
    private const string TrashName = ".trash";
    private const string DefaultId = "0";
    private const string DefaultName = "Default";

    // As many digits as MLflow's own ids have: chosen by chance, so that two processes do not choose the same.
    private const long MinId = 100_000_000_000_000_000;

    /// <summary>The folder of an active experiment; null when there is none.</summary>
    public string? Find(string id)
    {
        string folder = Path.Join(root, id);
        return KeyPath.IsPlain(id) && files.ReadMeta(folder) is not null ? folder : null;
    }

    /// <summary>Active experiments; folders that are none are passed over.</summary>
    public IEnumerable<MlflowExperiment> List() =>
        from experiment in ListIn(root)
        where files.ReadMeta(Path.Join(root, experiment.Id))!.GetValueOrDefault("lifecycle_stage") is not "deleted"
        select experiment;

    public MlflowExperiment GetOrCreate(string name)
    {
        MakeDefault();
        if (ListIn(root).FirstOrDefault(experiment => experiment.Name == name) is { } found)
        {
            Restore(Path.Join(root, found.Id));
            return found;
        }

        string trash = Path.Join(root, TrashName);
        if (ListIn(trash).FirstOrDefault(experiment => experiment.Name == name) is { } deleted)
        {
            Restore(Path.Join(trash, deleted.Id));
            files.System.Move(Path.Join(trash, deleted.Id), Path.Join(root, deleted.Id));
            return deleted;
        }

        return Create(Random.Shared.NextInt64(MinId, 10 * MinId).ToString(CultureInfo.InvariantCulture), name);
    }

    private void Restore(string folder)
    {
        if (files.ReadMeta(folder)!.GetValueOrDefault("lifecycle_stage") is "deleted")
        {
            files.SetMeta(folder, ("lifecycle_stage", "active"));
        }
    }

    /// <summary>MLflow expects experiment 0; it makes it itself only where there is no folder at all.</summary>
    private void MakeDefault()
    {
        if (!ListIn(root).Any())
        {
            Create(DefaultId, DefaultName);
        }
    }

    private MlflowExperiment Create(string id, string name)
    {
        string folder = Path.Join(root, id);
        string location = new Uri(folder).AbsoluteUri;
        long nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        files.MakeFolder(folder, made => files.WriteMeta(made, FlatYaml.Write(
            ("artifact_location", location),
            ("creation_time", nowMs),
            ("experiment_id", id),
            ("last_update_time", nowMs),
            ("lifecycle_stage", "active"),
            ("name", name))));
        return new MlflowExperiment(id, name, location);
    }

    private IEnumerable<MlflowExperiment> ListIn(string folder)
    {
        foreach (string path in files.System.ListDirectories(folder))
        {
            string id = Path.GetFileName(path);
            if (KeyPath.IsPlain(id) && files.ReadMeta(path) is { } meta && meta.ContainsKey("experiment_id"))
            {
                string location = meta.GetValueOrDefault("artifact_location") ?? new Uri(path).AbsoluteUri;
                yield return new MlflowExperiment(id, meta.GetValueOrDefault("name") ?? id, location);
            }
        }
    }
}
