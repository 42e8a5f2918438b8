using Cairn.Checkpoints;
using Cairn.Checkpoints.Indexing;
using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Loading;
using Cairn.Checkpoints.Manifest;
using Cairn.Checkpoints.Retention;
using Cairn.Storage;

namespace Cairn.Cli.Lineage;

/// <summary>
/// Finds the checkpoint behind a prediction: in its folder, which is the truth, else in the trash, else in what the store
/// remembers. Reads manifests and lengths; whole files are for <c>cairn checkpoints verify</c>.
/// </summary>
internal sealed class CheckpointTracer(IRunStore store, CheckpointLayout layout, TimeProvider time)
{
    private const int DigitsShown = 12;

    /// <param name="id">The checkpoint that the prediction names; null when it names none.</param>
    /// <param name="digest">The digest that the prediction carries; empty when it carries none.</param>
    public CheckpointLink Trace(string? id, string digest)
    {
        if (id is null)
        {
            return new CheckpointLink(
                CheckpointStanding.Unnamed,
                "The prediction names no checkpoint, so nobody can say which weights answered. Pass checkpointId when "
                + "you log.");
        }

        CheckpointLink link = layout.FindModelFolder(id) is { } modelFolder
            ? TraceFolder(id, digest, modelFolder)
            : TraceTrash(id, digest) ?? TraceMemory(id);
        return link with { Id = id, RecordedDigest = digest, RunId = link.Metadata?.RunId ?? link.RunId };
    }

    private CheckpointLink TraceFolder(string id, string digest, string modelFolder)
    {
        CheckpointMetadata? indexed = store.FindCheckpoint(id);
        string model = FolderCatalog.NameOf(layout, modelFolder) ?? indexed?.ModelName ?? "";
        try
        {
            CheckpointManifest manifest = new CheckpointFolder(layout, model, id).Verify(VerificationDepth.Quick);
            return Compare(id, digest, manifest.Metadata);
        }
        catch (Exception error) when (error is CheckpointIntegrityException or IOException)
        {
            return new CheckpointLink(
                CheckpointStanding.Damaged,
                $"The checkpoint is damaged: {error.Message} `cairn checkpoints verify {id}` says more; "
                + $"`cairn checkpoints restore {id} --from DIR` brings it back from a backup.")
            {
                Metadata = indexed,
            };
        }
    }

    private static CheckpointLink Compare(string id, string digest, CheckpointMetadata found)
    {
        (CheckpointStanding standing, string message) = digest switch
        {
            "" => (CheckpointStanding.Unproven,
                "The checkpoint is there, but the prediction carries no digest, so nobody can say that it is still the "
                + "one that answered. Load it through CheckpointManager before you log."),
            _ when digest == found.Digest => (CheckpointStanding.Same,
                "The checkpoint is the one that answered: its digest is what it was when it was loaded."),
            _ => (CheckpointStanding.Altered,
                $"What is called so now is not what answered: the digest was {Short(digest)} and is {Short(found.Digest)}. "
                + $"`cairn checkpoints restore {id} --from DIR` may bring back the one from a backup."),
        };
        return new CheckpointLink(standing, message) { FoundDigest = found.Digest, Metadata = found };
    }

    private CheckpointLink? TraceTrash(string id, string digest)
    {
        TrashedCheckpoint? trashed = new Trash(layout, time).List().LastOrDefault(one => one.CheckpointId == id);
        if (trashed is null)
        {
            return null;
        }

        CheckpointMetadata? found = TryReadManifest(trashed.Folder);
        string which = found is null ? "and cannot be read there"
            : digest.Length == 0 ? "and the prediction carries no digest to compare it with"
            : digest == found.Digest ? "and is the one that answered"
            : "and is not the one that answered, by its digest";
        return new CheckpointLink(
            CheckpointStanding.Trashed,
            $"The checkpoint is in the trash, {which}. `cairn checkpoints restore {id}` brings it back.")
        {
            FoundDigest = found?.Digest,
            Metadata = found ?? store.FindCheckpoint(id),
        };
    }

    private CheckpointLink TraceMemory(string id)
    {
        CheckpointMetadata? indexed = store.FindCheckpoint(id);
        string? run = indexed?.RunId ?? FindSavingRun(id);
        return indexed is null && run is null
            ? new CheckpointLink(
                CheckpointStanding.Unknown,
                "No checkpoint of that id is known: it is neither in its folder, nor in the trash, nor in what runs "
                + "recorded. It may have been saved in another store, or the id may be mistyped where it is logged.")
            : new CheckpointLink(
                CheckpointStanding.Removed,
                $"The checkpoint is no longer there. `cairn checkpoints restore {id} --from DIR` brings it back from a "
                + "backup; `cairn checkpoints pin` keeps the next one.")
            {
                Metadata = indexed,
                RunId = run,
            };
    }

    /// <summary>A run remembers what it saved, however long ago that was deleted.</summary>
    private string? FindSavingRun(string id) => store.Query(
        $"""
        SELECT run FROM events
        WHERE kind = '{CheckpointRecords.EventKind}'
          AND iif(json_valid(data), json_extract(data, '$.checkpoint'), NULL) = '{id.Replace("'", "''")}'
        LIMIT 1
        """).Rows is [[string run]] ? run : null;

    private CheckpointMetadata? TryReadManifest(string folder)
    {
        try
        {
            return ManifestReader.Read(layout.Files, Path.Combine(folder, CheckpointLayout.ManifestName)).Metadata;
        }
        catch (Exception error) when (error is CheckpointIntegrityException or IOException)
        {
            return null;
        }
    }

    private static string Short(string digest) => digest.Length > DigitsShown ? digest[..DigitsShown] : digest;
}
