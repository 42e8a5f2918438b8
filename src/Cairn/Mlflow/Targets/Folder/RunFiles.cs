using Cairn.IO;
using Cairn.Mlflow.Targets.Local;

namespace Cairn.Mlflow.Targets.Folder;

/// <summary>Metrics, parameters and tags in the folder of a run. Not thread-safe.</summary>
internal sealed class RunFiles(FolderFiles files)
{
    private const string MetricsName = "metrics";

    private readonly MetricFiles _metrics = new(files.System);

    /// <summary>When this throws, a part may be there; the same call again adds the rest.</summary>
    public void Log(string folder, LegalBatch batch)
    {
        foreach (KeyValuePair<string, string> parameter in batch.Parameters)
        {
            string path = Place(files.System, folder, "params", MlflowNames.ToKey(parameter.Key));
            string? held = files.ReadText(path);
            if (held is null)
            {
                files.Write(path, parameter.Value, folder);
            }
            else if (held != parameter.Value)
            {
                batch.AddChanged(parameter);
            }
        }

        WriteTags(files, folder, batch.Tags);
        if (batch.Tags.TryGetValue(WellKnownTags.RunName, out string? name))
        {
            files.SetMeta(folder, ("run_name", MlflowNames.ToRunName(name)));
        }

        foreach (IGrouping<string, MlflowPoint> metric in batch.Metrics)
        {
            _metrics.Append(Place(files.System, folder, MetricsName, metric.Key), metric);
        }
    }

    public static void WriteTags(FolderFiles files, string folder, IReadOnlyDictionary<string, string> tags)
    {
        foreach ((string key, string value) in tags)
        {
            string path = Place(files.System, folder, "tags", key);
            if (files.ReadText(path) != value)
            {
                files.Write(path, value, folder);
            }
        }
    }

    /// <summary>In the order of recording; empty when there is no such metric.</summary>
    public static IEnumerable<MlflowPoint> ReadHistory(IFileSystem files, string folder, string key)
    {
        string? path = KeyPath.Resolve(files, Path.Join(folder, MetricsName), key);
        return path is not null && files.FileExists(path) ? MetricLines.ReadPoints(files, path) : [];
    }

    /// <summary>Reads every point, as MLflow does: the files say no other way which is the latest.</summary>
    public static IReadOnlyDictionary<string, MlflowPoint> ReadLatest(FolderFiles files, string folder)
    {
        var latest = new Dictionary<string, MlflowPoint>(StringComparer.Ordinal);
        foreach ((string key, string path) in files.Tree(Path.Join(folder, MetricsName)))
        {
            foreach (MlflowPoint point in MetricLines.ReadPoints(files.System, path))
            {
                if (!latest.TryGetValue(key, out MlflowPoint before) || IsLater(point, before))
                {
                    latest[key] = point;
                }
            }
        }

        return latest;
    }

    private static bool IsLater(MlflowPoint point, MlflowPoint other) =>
        (point.Step, point.TimeMs, point.Value).CompareTo((other.Step, other.TimeMs, other.Value)) >= 0;

    private static string Place(IFileSystem files, string folder, string kind, string key) =>
        KeyPath.Resolve(files, Path.Join(folder, kind), key) ?? throw new ArgumentException($"'{key}' is no legal key.");
}
