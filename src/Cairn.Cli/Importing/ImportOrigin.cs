using Cairn.Storage;

namespace Cairn.Cli.Importing;

/// <summary>Where runs of a store were imported from, so that nothing is imported twice unasked.</summary>
internal static class ImportOrigin
{
    /// <summary>The tag of a run that was imported whole. Its value is where from.</summary>
    public const string Tag = "imported_from";

    /// <summary>
    /// The key under which a foreign run's tag is kept: what Cairn itself says about runs, as <c>cairn.run_id</c>, would be taken
    /// for this run's when it is sent on.
    /// </summary>
    public static string TagOf(string key) =>
        key == Tag || key.StartsWith("cairn.", StringComparison.Ordinal) ? "imported." + key : key;

    /// <summary>The newest run by where it was imported from; empty where there is no store yet.</summary>
    public static IReadOnlyDictionary<string, RunInfo> Read(CliCall call)
    {
        var known = new Dictionary<string, RunInfo>(StringComparer.Ordinal);
        if (!Directory.Exists(call.Folder))
        {
            return known;
        }

        using IRunStore store = call.OpenStore();
        foreach (RunInfo run in store.ListRuns(new RunFilter { Tag = Tag, Limit = int.MaxValue }))
        {
            known.TryAdd(store.ReadTags(run.Id)[Tag], run);
        }

        return known;
    }
}
