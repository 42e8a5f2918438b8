using Cairn.Journal;
using Cairn.Recording;

namespace Cairn.Sinks.Files;

/// <summary>
/// A sink that writes files for people and their tools: keeps a cursor per journal, so that in practice every line
/// or record is there exactly once. Owned by the draining loop, whose thread alone may call.
/// </summary>
/// <remarks>
/// A failed call is treated as a crash: what is known of the journal is dropped, and the next call begins with the
/// cursor on disk. Disposing saves nothing, for nothing is ever unsaved between two calls.
/// </remarks>
internal abstract class FileSink(LogStorage storage) : ISink
{
    private readonly Dictionary<string, LogRecordHandler> _handlers = []; // bounded by the journals that are drained

    public abstract string Name { get; }

    /// <summary>What the handlers write with.</summary>
    protected LogStorage Storage => storage;

    /// <remarks>
    /// Asked before the first batch is offered. The cursor begins here, so that whoever recovers the journal sees that this
    /// sink has a share in it, also when its files could never be written.
    /// </remarks>
    /// <exception cref="SinkUnavailableException">The cursor is there but cannot be read now, or cannot be
    /// begun.</exception>
    public SinkProgress ProgressOf(IDrainedJournal journal)
    {
        if (_handlers.TryGetValue(journal.Id, out LogRecordHandler? handler))
        {
            return handler.Log.Progress;
        }

        try
        {
            LogCursorFile cursor = new(Storage, journal, Name);
            cursor.Begin();
            return cursor.Load().Progress;
        }
        catch (IOException e)
        {
            throw Unavailable(journal, e);
        }
    }

    public void Write(IDrainedJournal journal, in JournalBatch batch)
    {
        try
        {
            Take(HandlerOf(journal), batch);
        }
        catch (Exception e)
        {
            Drop(journal);
            if (e is IOException fault)
            {
                throw Unavailable(journal, fault);
            }

            throw;
        }
    }

    public void Close(IDrainedJournal journal)
    {
        try
        {
            MarkCrashes(HandlerOf(journal));
        }
        catch (IOException e)
        {
            throw Unavailable(journal, e);
        }
        finally
        {
            Drop(journal);
        }
    }

    public void Dispose()
    {
        foreach (LogRecordHandler handler in _handlers.Values)
        {
            handler.Dispose();
        }

        _handlers.Clear();
        Storage.Dispose();
    }

    protected abstract LogRecordHandler CreateHandler(LogJournal log);

    private static void Take(LogRecordHandler handler, in JournalBatch batch)
    {
        SinkProgress progress = handler.Log.Progress;
        if (batch.To <= progress.Position)
        {
            return; // taken by a call that failed only after its cursor had moved
        }

        handler.ResetCounts();
        int malformed = RecordDecoder.Decode(batch, ref handler);
        handler.Log.Commit(new SinkProgress(
            batch.To,
            progress.Stored + handler.Stored,
            progress.Damaged + batch.Damaged + malformed,
            progress.Undefined + handler.Undefined));
    }

    private static void MarkCrashes(LogRecordHandler handler)
    {
        LogRun[] crashed = handler.Log.RunningRuns();
        foreach (LogRun run in crashed)
        {
            handler.WriteCrash(run);
            run.End();
        }

        if (crashed.Length > 0)
        {
            handler.Log.Commit(handler.Log.Progress);
        }
    }

    private LogRecordHandler HandlerOf(IDrainedJournal journal)
    {
        if (!_handlers.TryGetValue(journal.Id, out LogRecordHandler? handler))
        {
            handler = CreateHandler(new LogJournal(journal, Storage, Name));
            _handlers.Add(journal.Id, handler);
        }

        return handler;
    }

    /// <summary>Files stay as they are. Handles go: after a fault nothing is known about what they have.</summary>
    private void Drop(IDrainedJournal journal)
    {
        if (_handlers.Remove(journal.Id, out LogRecordHandler? handler))
        {
            handler.Dispose();
        }
    }

    private SinkUnavailableException Unavailable(IDrainedJournal journal, IOException fault) => new(
        $"The {Name} sink cannot write to '{Storage.DirectoryOf(journal)}' or keep its place in '{journal.Folder}': "
        + $"{fault.Message} Nothing is lost, it is tried again: free space on the disk, give back the right to write, "
        + $"or choose another folder ({Storage.DirectorySetting}).",
        fault);
}
