using Cairn.IO;
using Cairn.Journal;
using Cairn.Storage;
using Cairn.Storage.Archives;
using Cairn.Storage.Sqlite;

namespace Cairn.Inference.Archives;

/// <summary>
/// Moves old predictions out of the store: first they are in an archive that is on the disk and was read back, then the
/// process that writes the store is told to delete them, a chunk at a time. Used once.
/// </summary>
internal sealed class PredictionCleanup(ArchiveServices services, IProgress<CleanupProgress>? progress)
{
    private readonly ArchiveFolder _folder = new(services.Layout);
    private long _total;
    private long _archived;
    private long _asked;
    private long _leftOut;

    /// <summary>How many would go.</summary>
    public async Task<CleanupReport> PlanAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        await services.Flush(cancellation).ConfigureAwait(false);
        using var connection = new SqliteReadConnection(services.Layout.Database);
        long count = new ArchivableReader(connection, before.ToUnixTimeMilliseconds()).Count();
        return new CleanupReport { Before = before, Archived = count };
    }

    /// <exception cref="ArchiveException">Nothing was deleted that is not in an archive; the message tells the
    /// rest.</exception>
    public async Task<CleanupReport> RunAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        await services.Flush(cancellation).ConfigureAwait(false);
        using IFileLock held = Guard(_folder.Lock);
        Guard(_folder.Sweep);
        var chunks = new List<ArchiveChunk>(); // bounded by the predictions of the store, divided by those of a chunk
        PublishedArchive? archive = Guard(() => Write(before, chunks, cancellation));
        if (archive is null)
        {
            return new CleanupReport { Before = before, Kept = _leftOut };
        }

        long deleted = await DeleteAsync(archive, chunks, cancellation).ConfigureAwait(false);
        return new CleanupReport
        {
            Before = before,
            Archived = archive.Predictions,
            Deleted = deleted,
            Kept = archive.Predictions - deleted + _leftOut,
            Bytes = archive.Bytes,
            Path = archive.Path,
        };
    }

    private PublishedArchive? Write(DateTimeOffset before, List<ArchiveChunk> chunks, CancellationToken cancellation)
    {
        using var connection = new SqliteReadConnection(services.Layout.Database);
        long beforeMs = before.ToUnixTimeMilliseconds();
        using ArchiveFileWriter? writer = connection.InSnapshot(
            () => WriteFile(new ArchivableReader(connection, beforeMs), beforeMs, chunks, cancellation));
        return writer is { Predictions: > 0 } ? writer.Publish() : null;
    }

    /// <summary>Null when there is nothing to archive: no file is begun then.</summary>
    private ArchiveFileWriter? WriteFile(
        ArchivableReader reader, long beforeMs, List<ArchiveChunk> chunks, CancellationToken cancellation)
    {
        _total = reader.Count();
        if (_total == 0)
        {
            return null;
        }

        var writer = new ArchiveFileWriter(_folder);
        try
        {
            foreach (IReadOnlyList<ArchivedPrediction> predictions in reader.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (List<ArchivedPrediction> some in Add(writer, predictions))
                {
                    chunks.Add(ArchiveChunk.Of(some, beforeMs));
                    Tell(ref _archived, some.Count);
                }
            }
        }
        catch
        {
            writer.Dispose();
            throw;
        }

        return writer;
    }

    /// <summary>
    /// What was added, in one piece unless some could never be restored: those stay in the store, and the pieces are
    /// what is between them.
    /// </summary>
    private IEnumerable<List<ArchivedPrediction>> Add(
        ArchiveFileWriter writer, IReadOnlyList<ArchivedPrediction> predictions)
    {
        List<ArchivedPrediction> added = [];
        foreach (ArchivedPrediction prediction in predictions)
        {
            if (writer.TryAdd(prediction))
            {
                added.Add(prediction);
                continue;
            }

            (_total, _leftOut) = (_total - 1, _leftOut + 1);
            if (added.Count > 0)
            {
                yield return added;
                added = [];
            }
        }

        if (added.Count > 0)
        {
            yield return added;
        }
    }

    /// <summary>
    /// Waits for the store after every so many predictions, so that no transaction deletes more and nobody's records
    /// wait for it.
    /// </summary>
    private async Task<long> DeleteAsync(
        PublishedArchive archive, List<ArchiveChunk> chunks, CancellationToken cancellation)
    {
        using var connection = new SqliteReadConnection(services.Layout.Database);
        long deleted = 0;
        foreach (List<ArchiveChunk> some in Portions(chunks))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (ArchiveChunk chunk in some)
            {
                string content = new ArchivedContent(
                    archive.Digest, archive.FirstMs, archive.LastMs, archive.Predictions, chunk).ToJson();
                await services.RecordAsync(RecordKind.PredictionsArchived, archive.Name, content, cancellation)
                    .ConfigureAwait(false);
            }

            await services.Flush(cancellation).ConfigureAwait(false);
            deleted += some.Sum(chunk => chunk.Predictions - ArchivableReader.CountOf(connection, chunk));
            Tell(ref _asked, some.Sum(chunk => chunk.Predictions));
        }

        return deleted;
    }

    private static IEnumerable<List<ArchiveChunk>> Portions(List<ArchiveChunk> chunks)
    {
        var portion = new List<ArchiveChunk>();
        long rows = 0;
        foreach (ArchiveChunk chunk in chunks)
        {
            long more = chunk.Predictions + chunk.Repeats;
            if (portion.Count > 0 && rows + more > ArchivableReader.ChunkPredictions)
            {
                yield return portion;
                (portion, rows) = ([], 0);
            }

            portion.Add(chunk);
            rows += more;
        }

        if (portion.Count > 0)
        {
            yield return portion;
        }
    }

    private void Tell(ref long count, long more)
    {
        count += more;
        progress?.Report(new CleanupProgress(_total, _archived, _asked));
    }

    private void Guard(Action act) => Guard(() =>
    {
        act();
        return true;
    });

    private T Guard<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (IOException error)
        {
            throw new ArchiveException(
                "archive.io",
                _folder.Path,
                $"The predictions could not be archived in {_folder.Path}, and none was deleted. {error.Message}",
                error);
        }
    }
}
