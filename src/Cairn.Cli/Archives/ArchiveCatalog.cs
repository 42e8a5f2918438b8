using Cairn.Inference;
using Cairn.Inference.Archives;
using Cairn.Storage;

namespace Cairn.Cli.Archives;

/// <summary>The archives of a store, for commands that only look.</summary>
internal sealed class ArchiveCatalog(CliCall call)
{
    private readonly ArchiveFolder _folder = new(StoreAccess.Layout(call.Folder));

    public string Path => _folder.Path;

    public IReadOnlyList<PredictionArchive> List()
    {
        call.RequireStore();
        return _folder.List();
    }

    /// <exception cref="ArchiveException">There is none of that name.</exception>
    public PredictionArchive Find(string name)
    {
        call.RequireStore();
        return _folder.Find(name);
    }

    /// <summary>How many predictions each archive has, by its name, as far as the database knows.</summary>
    public IReadOnlyDictionary<string, long> Counts()
    {
        using IRunStore store = call.OpenStore();
        return store.Query(
            "SELECT name, predictions, max(archived_ms) FROM prediction_archives GROUP BY name", int.MaxValue).Rows
            .ToDictionary(row => (string)row[0]!, row => (long)row[1]!);
    }
}
