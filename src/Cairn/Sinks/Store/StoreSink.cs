using Cairn.Journal;

namespace Cairn.Sinks.Store;

/// <summary>
/// Takes journals into <c>cairn.db</c>, each record exactly once: a batch and the cursor behind it are one transaction,
/// which is on disk when <see cref="Write"/> returns. The process that uses it holds the store's writer lock. Belongs
/// to the draining thread.
/// </summary>
internal sealed class StoreSink(string path) : ISink
{
    /// <summary>Null until it is needed, and after every failure: a new one knows only what is committed.</summary>
    private StoreWriter? _writer;

    public string Name => "store";

    /// <exception cref="SinkUnavailableException">The database cannot be read now.</exception>
    public SinkProgress ProgressOf(IDrainedJournal journal) =>
        Do(journal, static (writer, journal) => writer.ProgressOf(journal.Id));

    public void Write(IDrainedJournal journal, in JournalBatch batch)
    {
        try
        {
            Do((journal, batch), static (writer, work) => writer.Write(work.journal, work.batch));
        }
        catch (Exception error) when (StoreOutage.IsOfRecord((error as SinkUnavailableException)?.InnerException ?? error))
        {
            // One record that cannot be written must not keep those of all processes from the store for ever.
            Do((journal, batch), static (writer, work) => writer.WriteApart(work.journal, work.batch));
        }
    }

    public void Close(IDrainedJournal journal) =>
        Do(journal, static (writer, journal) => writer.Close(journal.Id));

    public void Dispose() => Abandon();

    private SinkProgress Do<T>(T work, Func<StoreWriter, T, SinkProgress> action)
    {
        try
        {
            return action(Open(), work);
        }
        catch (Exception error)
        {
            // At this point a transaction may be open and what the writer remembers may not be what is committed.
            Abandon();
            if (StoreOutage.Explain(error, path) is { } outage)
            {
                throw outage;
            }

            throw;
        }
    }

    private StoreWriter Open()
    {
        if (_writer is { HasMoved: true })
        {
            Abandon();
        }

        return _writer ??= new StoreWriter(path);
    }

    private void Abandon()
    {
        _writer?.Dispose();
        _writer = null;
    }
}
