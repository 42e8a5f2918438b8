using Cairn.Recording;
using Cairn.Statistics;
using Cairn.Storage;
using Cairn.Storage.Archives;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// Takes predictions out of the store that are in an archive, and puts them back. What others hold of them in memory
/// must be written and forgotten before. Belongs to the draining thread.
/// </summary>
internal sealed class ArchiveWriter(
    SqliteConnection connection,
    PredictionNames names,
    PerformanceWriter performance,
    OutcomeWriter outcomes,
    EventWriter events) : IDisposable
{
    private readonly ArchivedRows _rows = new(connection);
    private readonly RestoredRows _restored = new(connection, names);
    private readonly SqliteStatement _insertArchive = new(
        connection,
        """
        INSERT INTO prediction_archives (name, digest, first_ms, last_ms, predictions, archived_ms)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (digest) DO NOTHING
        """);
    private readonly SqliteStatement _knowsArchive = new(
        connection, "SELECT EXISTS (SELECT 1 FROM prediction_archives WHERE digest = $1 COLLATE NOCASE)");

    /// <summary>
    /// A chunk of predictions is in an archive: it goes, if the store still has exactly what the archive has, and else
    /// stays as a whole. False when the record makes no sense; nothing was changed then.
    /// </summary>
    public bool TryRemove(in TextRecord record)
    {
        if (record[0].IsEmpty || ArchivedContent.TryRead(record[1]) is not { } content)
        {
            return false;
        }

        string name = record.Text(0);
        _insertArchive.Run(
            name, content.Digest, content.FirstMs, content.LastMs, content.Predictions, record.TimeMs);
        if (names.FindSource(content.Chunk.Source) is not { } source)
        {
            return true; // a store that never had them
        }

        var range = new ArchivedRange(source, content.Chunk);
        if (_rows.Sum(range) == ArchivedSum.Of(content.Chunk))
        {
            Remove(range);
        }
        else if (_rows.Sum(range).Predictions > 0)
        {
            (string journal, long first, long last) = (content.Chunk.Source, content.Chunk.First, content.Chunk.Last);
            events.InsertAlarm(
                record.TimeMs,
                "archive",
                $"Predictions {first} to {last} of {journal} stay in the store: something about them changed after they "
                + $"were written to {name}. The next cleanup takes them.");
        }

        return true;
    }

    /// <summary>
    /// A prediction comes back, with its outcomes; nothing happens where it is. False when the record makes no sense;
    /// nothing was changed then.
    /// </summary>
    public bool TryRestore(in TextRecord record)
    {
        if (ArchiveLineReader.TryRead(record[0]) is not { } prediction
            || prediction.Id.Number > PredictionKeys.MaxNumber)
        {
            return false;
        }

        if (_restored.TryInsert(prediction) is { } stored)
        {
            CountRestored(stored, prediction, record.Text(1));
            Match(stored, prediction.Repeats);
        }

        return true;
    }

    public void Dispose()
    {
        _rows.Dispose();
        _restored.Dispose();
        _insertArchive.Dispose();
        _knowsArchive.Dispose();
    }

    /// <summary>The statistics know it already, unless the archive is another store's.</summary>
    private void CountRestored(in StoredPrediction stored, ArchivedPrediction prediction, string digest)
    {
        if ((long)_knowsArchive.Scalar(digest)! != 0)
        {
            performance.RemoveArchived(stored);
            return;
        }

        ArchivedOutcome? outcome = prediction.Outcomes.LastOrDefault(one => one.Counts);
        Judgement judgement = outcome is null
            ? Judgement.None
            : new Judgement(outcome.IsCorrect, outcome.Brier, outcome.LogLoss);
        double value = outcome?.Value ?? double.NaN;
        performance.AddRestored(
            new RebuiltPrediction(stored, prediction.RepeatCount, outcome is not null, value, judgement));
    }

    /// <summary>Outcomes may have come while it was away.</summary>
    private void Match(in StoredPrediction stored, IReadOnlyList<PredictionId> repeats)
    {
        outcomes.Match(stored);
        foreach (PredictionId repeat in repeats)
        {
            outcomes.MatchRepeat(PredictionKeys.Of(names.Source(repeat.Source), repeat.Number), stored);
        }
    }

    private void Remove(ArchivedRange range)
    {
        foreach (StoredPrediction prediction in _rows.List(range))
        {
            performance.AddArchived(prediction);
        }

        foreach (RepeatSpan span in range.Chunk.RepeatSpans)
        {
            if (names.FindSource(span.Source) is { } source)
            {
                _rows.DeleteRepeats(range, PredictionKeys.Of(source, span.First), PredictionKeys.Of(source, span.Last));
            }
        }

        _rows.Delete(range);
    }
}
