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
    private readonly JournalTable _journals;
    private RecordWriters _records;

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
    public SinkProgress Write(IDrainedJournal journal, in JournalBatch batch) => Write(journal, batch, WriteTogether);

    /// <summary>
    /// The same for a batch that cannot be written as a whole: each record by itself. One that fails even so, for what it
    /// says, counts as damaged.
    /// </summary>
    public SinkProgress WriteApart(IDrainedJournal journal, in JournalBatch batch) => Write(journal, batch, WriteEach);

    private SinkProgress Write(IDrainedJournal journal, in JournalBatch batch, WriteFrames write)
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
        SinkProgress progress = WriteRecords(journal, state, batch, write);
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

    private SinkProgress WriteRecords(
        IDrainedJournal journal, JournalState state, in JournalBatch batch, WriteFrames write)
    {
        // The cursor's row comes first, because the meanings of the journal's numbers refer to it.
        if (state.Progress == SinkProgress.None)
        {
            _journals.WriteProgress(journal.Id, state.Progress);
        }

        (int malformed, int undefined) = write(journal, state, batch);
        SinkProgress before = state.Progress;
        return new SinkProgress(
            batch.To,
            before.Stored + batch.Count - malformed - undefined,
            before.Damaged + batch.Damaged + malformed,
            before.Undefined + undefined);
    }

    private (int Malformed, int Undefined) WriteTogether(
        IDrainedJournal journal, JournalState state, in JournalBatch batch)
    {
        var names = new StoreIds(journal, state, _journals, _records);
        var handler = new BatchHandler(names, _records);
        int malformed = RecordDecoder.Decode(batch, ref handler);
        _records.Flush();
        return (malformed + handler.Malformed, handler.Undefined);
    }

    private (int Malformed, int Undefined) WriteEach(IDrainedJournal journal, JournalState state, in JournalBatch batch)
    {
        (int malformed, int undefined) = (0, 0);
        for (ReadOnlyMemory<byte> rest = batch.Frames; !rest.IsEmpty;)
        {
            int length = FrameHeader.Read(rest.Span).LengthBytes;
            (int bad, int unknown) = WriteOne(journal, state, batch with { Frames = rest[..length], Count = 1 });
            malformed += bad;
            undefined += unknown;
            rest = rest[length..];
        }

        return (malformed, undefined);
    }

    private (int Malformed, int Undefined) WriteOne(IDrainedJournal journal, JournalState state, in JournalBatch one)
    {
        _connection.Run("SAVEPOINT record");
        try
        {
            (int Malformed, int Undefined) counts = WriteTogether(journal, state, one);
            _connection.Run("RELEASE record");
            return counts;
        }
        catch (Exception error) when (StoreOutage.IsOfRecord(error))
        {
            _connection.Run("ROLLBACK TO record; RELEASE record");
            ForgetRecords();
            return (1, 0);
        }
    }

    /// <summary>What the writers remember is not what the database has: all of it is read again.</summary>
    private void ForgetRecords()
    {
        _records.Dispose();
        _records = new RecordWriters(_connection);
        foreach (JournalState state in _states.Values)
        {
            state.Forget();
        }
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

    private delegate (int Malformed, int Undefined) WriteFrames(
        IDrainedJournal journal, JournalState state, in JournalBatch batch);
}
