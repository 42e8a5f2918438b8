using System.Globalization;
using Cairn.Mlflow.Targets.Local;
using Cairn.Storage;

namespace Cairn.Mlflow.Targets.Folder;

/// <summary>Runs: the folders in an experiment's that have a <c>meta.yaml</c>. Not thread-safe.</summary>
internal sealed class RunFolders(string root, FolderFiles files, ExperimentFolders experiments)
{
    private const int MaxKnown = 10_000;
    private const long LocalSource = 4; // MLflow's number; others are for notebooks, jobs and projects

    /// <summary>Where runs are, by id. Bounded by <see cref="MaxKnown"/>; cleared when it is full.</summary>
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    public MlflowRun GetOrCreate(MlflowRunStart start)
    {
        string experiment = experiments.Find(start.ExperimentId)
            ?? throw LocalFaults.Missing(root, $"{root} has no experiment {start.ExperimentId}.");
        Dictionary<string, string> tags = StartTags.Of(start);
        string folder = FoldersOf(experiment).FirstOrDefault(run => IsOfKey(run, tags[WellKnownTags.RunKey]))
            ?? Create(experiment, start, tags);
        return Read(folder);
    }

    /// <summary>Active runs of an experiment, newest first; each is read when it is its turn.</summary>
    public IEnumerable<MlflowRun> List(string experimentId)
    {
        if (experiments.Find(experimentId) is not { } experiment)
        {
            return [];
        }

        List<(string Folder, long StartMs)> order = [];
        foreach (string folder in FoldersOf(experiment))
        {
            Dictionary<string, string?> meta = files.ReadMeta(folder)!;
            if (meta.GetValueOrDefault("lifecycle_stage") is not "deleted")
            {
                order.Add((folder, ReadMs(meta, "start_time") ?? 0));
            }
        }

        return order
            .OrderByDescending(run => run.StartMs)
            .ThenBy(run => run.Folder, StringComparer.Ordinal)
            .Select(run => Read(run.Folder));
    }

    /// <summary>The folder of a run, deleted or not; null when there is none.</summary>
    public string? Find(string runId)
    {
        if (!KeyPath.IsPlain(runId))
        {
            return null;
        }

        if (_known.TryGetValue(runId, out string? known) && files.System.FileExists(Path.Join(known, FolderFiles.MetaName)))
        {
            return known;
        }

        string? found = experiments.List()
            .Select(experiment => Path.Join(root, experiment.Id, runId))
            .FirstOrDefault(folder => files.System.FileExists(Path.Join(folder, FolderFiles.MetaName)));
        if (found is not null)
        {
            Remember(runId, found);
        }

        return found;
    }

    /// <summary>The folder of a run that was not deleted.</summary>
    public string Require(string runId)
    {
        string folder = Find(runId) ?? throw LocalFaults.NoRun(root, runId);
        return files.ReadMeta(folder)!.GetValueOrDefault("lifecycle_stage") is "deleted"
            ? throw LocalFaults.DeletedRun(root, runId)
            : folder;
    }

    /// <summary>Others may have left fields out.</summary>
    public MlflowRun Read(string folder)
    {
        Dictionary<string, string?> meta = files.ReadMeta(folder) ?? [];
        string id = Path.GetFileName(folder);
        Dictionary<string, string> tags = files.ReadTexts(Path.Join(folder, "tags"));
        return new MlflowRun
        {
            Id = id,
            ExperimentId = Path.GetFileName(Path.GetDirectoryName(folder)!),
            Name = meta.GetValueOrDefault("run_name") ?? tags.GetValueOrDefault(WellKnownTags.RunName, ""),
            Status = RunStatusText.Read(meta.GetValueOrDefault("status")),
            StartedUtc = StoredTime.Of(ReadMs(meta, "start_time") ?? 0),
            EndedUtc = ReadMs(meta, "end_time") is { } endMs ? StoredTime.Of(endMs) : null,
            ArtifactUri = meta.GetValueOrDefault("artifact_uri") ?? new Uri(Path.Join(folder, "artifacts")).AbsoluteUri,
            Parameters = files.ReadTexts(Path.Join(folder, "params")),
            Tags = tags,
            Metrics = RunFiles.ReadLatest(files, folder),
        };
    }

    public void Update(string runId, MlflowRunStatus status, long? endMs) =>
        files.SetMeta(Require(runId), ("status", (int)status), ("end_time", endMs));

    private string Create(string experiment, MlflowRunStart start, Dictionary<string, string> tags)
    {
        string id = Guid.NewGuid().ToString("N");
        string folder = Path.Join(experiment, id);
        string artifacts = $"{new Uri(experiment).AbsoluteUri}/{id}/artifacts";
        files.MakeFolder(folder, made =>
        {
            foreach (string part in (ReadOnlySpan<string>)["artifacts", "metrics", "params", "tags"])
            {
                files.System.CreateDirectory(Path.Join(made, part));
            }

            RunFiles.WriteTags(files, made, tags);
            files.WriteMeta(made, Meta(id, artifacts, start, tags));
        });
        Remember(id, folder);
        return folder;
    }

    /// <summary>Older servers ask for <c>run_uuid</c>, newer ones for <c>run_id</c>.</summary>
    private static string Meta(
        string id, string artifacts, MlflowRunStart start, Dictionary<string, string> tags) => FlatYaml.Write(
        ("artifact_uri", artifacts),
        ("end_time", null),
        ("entry_point_name", ""),
        ("experiment_id", start.ExperimentId),
        ("lifecycle_stage", "active"),
        ("run_id", id),
        ("run_name", tags[WellKnownTags.RunName]),
        ("run_uuid", id),
        ("source_name", ""),
        ("source_type", LocalSource),
        ("source_version", ""),
        ("start_time", start.StartMs),
        ("status", (int)MlflowRunStatus.Running),
        ("tags", Array.Empty<string>()),
        ("user_id", start.User));

    private IEnumerable<string> FoldersOf(string experiment) => files.System.ListDirectories(experiment).Where(folder =>
        KeyPath.IsPlain(Path.GetFileName(folder)) && files.System.FileExists(Path.Join(folder, FolderFiles.MetaName)));

    private bool IsOfKey(string folder, string key) =>
        files.ReadText(Path.Join(folder, "tags", WellKnownTags.RunKey)) == key
        && files.ReadMeta(folder)!.GetValueOrDefault("lifecycle_stage") is not "deleted";

    private void Remember(string runId, string folder)
    {
        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        _known[runId] = folder;
    }

    private static long? ReadMs(Dictionary<string, string?> meta, string key) =>
        InvariantNumber.TryParse(meta.GetValueOrDefault(key), out double number) && double.IsFinite(number)
            ? (long)number
            : null;
}
