using Cairn.IO;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Sinks;

namespace Cairn.Draining;

/// <summary>
/// The journal of another process, alive or dead, as sinks see it: its names are read from its catalog when they are
/// asked for. Not thread-safe.
/// </summary>
internal sealed class ForeignJournal : IDrainedJournal, IDisposable
{
    private readonly JournalNames _names = new();
    private readonly CatalogReader _catalog;
    private readonly FolderSegments _segments;

    public ForeignJournal(IFileSystem files, string folder, string logDirectory)
    {
        Folder = folder;
        Id = Path.GetFileName(folder);
        LogDirectory = logDirectory;
        _catalog = new CatalogReader(files, JournalFolder.CatalogPath(folder));
        _segments = new FolderSegments(files, folder) { MayGrow = true };
    }

    public string Id { get; }

    public string Folder { get; }

    public string LogDirectory { get; }

    /// <summary>The lock of a dead owner, held while its journal is brought in; null while the owner lives.</summary>
    public IFileLock? Lock { get; private set; }

    /// <summary>A reader of its own for a sink.</summary>
    public JournalReader NewReader() => new(_segments);

    /// <summary>Finds out whether the owner is dead. Once true, always true: the lock is ours.</summary>
    public bool TryInherit(IFileSystem files)
    {
        Lock ??= files.TryLock(JournalFolder.LockPath(Folder));
        _segments.MayGrow = Lock is null;
        return Lock is not null;
    }

    public RunDefinition? FindRun(uint run) => _names.FindRun(run) ?? ReadOnAnd(() => _names.FindRun(run));

    public SeriesDefinition? FindSeries(uint series) =>
        _names.FindSeries(series) ?? ReadOnAnd(() => _names.FindSeries(series));

    public void Dispose()
    {
        _segments.Dispose();
        Lock?.Dispose();
    }

    private T? ReadOnAnd<T>(Func<T?> find)
        where T : class
    {
        _catalog.ReadOn(_names.Add);
        return find();
    }
}
