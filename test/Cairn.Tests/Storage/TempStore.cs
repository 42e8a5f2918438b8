using Cairn.Journal;
using Cairn.Sinks.Store;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Sinks.Store;

namespace Cairn.Tests.Storage;

/// <summary>A store in a folder of its own, which goes with it.</summary>
internal sealed class TempStore : IDisposable
{
    public TempStore()
    {
        Folder = Directory.CreateTempSubdirectory("cairn-store-").FullName;
        Sink = new StoreSink(DatabasePath);
    }

    public string Folder { get; }

    public string DatabasePath => Path.Combine(Folder, "cairn.db");

    public StoreSink Sink { get; private set; }

    public SqliteRunStore OpenReader() => new(Folder);

    /// <summary>Goes on as another process would after this one.</summary>
    public void Restart()
    {
        Sink.Dispose();
        Sink = new StoreSink(DatabasePath);
    }

    public void Write(TestJournal journal, BatchBuilder batch, int damaged = 0)
    {
        JournalBatch built = batch.Build(damaged);
        Sink.Write(journal, built);
    }

    /// <summary>A journal with one run, <c>run-1</c>, and series 1, 2, … of these names.</summary>
    public static TestJournal JournalOf(params string[] series)
    {
        var journal = new TestJournal();
        journal.DefineRun(1, "run-1");
        for (int i = 0; i < series.Length; i++)
        {
            journal.DefineSeries((uint)i + 1, 1, series[i]);
        }

        return journal;
    }

    public void Dispose()
    {
        Sink.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
