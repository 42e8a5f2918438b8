using Cairn.Journal;
using Cairn.Recording;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store;

/// <summary>
/// Writes batches over one connection, each in a transaction of its own together with the journal's cursor. After an
/// exception nothing of the batch is in the database, but what the writer remembers is wrong: dispose it and make
/// another.
/// Belongs to the draining thread.
/// </summary>
internal sealed class StoreWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _dataVersion;
    private readonly RecordWriters _records;
    private readonly JournalTable _journals;

    private long? _knownVersion;

    /// <summary>By journal id. Bounded by the journals that are not closed.</summary>
    private readonly Dictionary<string, JournalState> _states = [];

    public StoreWriter(string path)
    {
        _connection = SqliteFile.OpenToWrite(path);
        _begin = new SqliteStatement(_connection, "BEGIN IMMEDIATE");
        _commit = new SqliteStatement(_connection, "COMMIT");
        _dataVersion = new SqliteStatement(_connection, "PRAGMA data_version");
        _records = new RecordWriters(_connection);
        _journals = new JournalTable(_connection);
    }

    /// <summary>True when the file is no longer where it was opened.</summary>
    public bool HasMoved => SqliteFile.HasMoved(_connection);

    public SinkProgress ProgressOf(string journal) => StateOf(journal).Progress;

    /// <summary>Returns how far the journal is now.</summary>
    public SinkProgress Write(IDrainedJournal journal, in JournalBatch batch)
    {
        JournalState state = StateOf(journal.Id);
        if (batch.To <= state.Progress.Position)
        {
            return state.Progress; // A commit that seemed to fail had succeeded.
        }

        // A journal that the store does not know may begin anywhere: what was before was another database's.
        if (state.Progress.Position != JournalPosition.Start && batch.From != state.Progress.Position)
        {
            throw new InvalidOperationException(
                $"A batch of journal {journal.Id} begins at {batch.From}, but the store has it up to "
                + $"{state.Progress.Position}. Ask for the progress and read on from there.");
        }

        _begin.Run();
        RequireNobodyElse();
        SinkProgress progress = WriteRecords(journal, state, batch);
        _journals.WriteProgress(journal.Id, progress);
        _commit.Run();
        state.Progress = progress;
        if (_records.Series.Trim())
        {
            ForgetSeriesNumbers();
        }

        return progress;
    }

    /// <summary>Returns how far the journal was.</summary>
    public SinkProgress Close(string journal)
    {
        SinkProgress progress = ProgressOf(journal);
        _begin.Run();
        _journals.WriteProgress(journal, progress);
        _journals.Close(journal);
        _records.Runs.MarkCrashed(journal);
        _commit.Run();
        _states.Remove(journal);
        return progress;
    }

    /// <summary>Closes the connection; an open transaction is rolled back.</summary>
    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _dataVersion.Dispose();
        _records.Dispose();
        _journals.Dispose();
        _connection.Dispose();
    }

    private SinkProgress WriteRecords(IDrainedJournal journal, JournalState state, in JournalBatch batch)
    {
        // The cursor's row comes first, because the meanings of the journal's numbers refer to it.
        if (state.Progress == SinkProgress.None)
        {
            _journals.WriteProgress(journal.Id, state.Progress);
        }

        var names = new StoreIds(journal, state, _journals, _records);
        var handler = new BatchHandler(names, _records);
        int malformed = RecordDecoder.Decode(batch, ref handler);
        _records.Flush();

        malformed += handler.Malformed;
        SinkProgress before = state.Progress;
        return new SinkProgress(
            batch.To,
            before.Stored + batch.Count - malformed - handler.Undefined,
            before.Damaged + batch.Damaged + malformed,
            before.Undefined + handler.Undefined);
    }

    /// <summary>
    /// SQLite's number changes when another connection has written: then what this writer remembers is out of date, and
    /// all is read again. It takes a deleted or ignored writer's lock to get here.
    /// </summary>
    private void RequireNobodyElse()
    {
        long version = (long)_dataVersion.Scalar()!;
        if (_knownVersion is { } known && known != version)
        {
            throw new SinkUnavailableException("Another process has written to the store; it is read again.", null);
        }

        _knownVersion = version;
    }

    private JournalState StateOf(string journal)
    {
        if (!_states.TryGetValue(journal, out JournalState? state))
        {
            state = new JournalState(_journals.ReadProgress(journal));
            _states.Add(journal, state);
        }

        return state;
    }

    private void ForgetSeriesNumbers()
    {
        foreach (JournalState state in _states.Values)
        {
            state.Series.Clear();
        }
    }
}
