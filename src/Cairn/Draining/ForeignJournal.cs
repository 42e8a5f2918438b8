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
    private readonly Definitions _names = new();
    private readonly CatalogReader _catalog;
    private readonly FolderSegments _segments;
    private Absence _lockMissing;
    private Absence _nameMissing;

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
    public JournalReader NewReader(byte[] window) => new(_segments, window);

    /// <summary>Finds out whether the owner is dead. Once true, always true: the lock is ours.</summary>
    public bool TryInherit(IFileSystem files)
    {
        // A lock file that is missing tells nothing: a living owner is about to make it, for the first time or again.
        bool mayAsk = files.FileExists(JournalFolder.LockPath(Folder)) || _lockMissing.HasLasted;
        if (Lock is null && mayAsk)
        {
            Lock = files.TryLock(JournalFolder.LockPath(Folder));
            _lockMissing = default;
        }

        if (!mayAsk)
        {
            _lockMissing.Begin();
        }

        _segments.MayGrow = Lock is null;
        return Lock is not null;
    }

    public RunDefinition? FindRun(uint run) =>
        run == 0 ? null : Find(() => _names.FindRun(run));

    public SeriesDefinition? FindSeries(uint series) => Find(() => _names.FindSeries(series));

    public LabelDefinition? FindLabel(uint label) => Find(() => _names.FindLabel(label));

    public void Dispose()
    {
        _segments.Dispose();
        Lock?.Dispose();
    }

    /// <summary>
    /// Asks what is known, then the catalog. A definition that a living owner has not written yet, since its disk was
    /// full, is waited for; only then is it lost.
    /// </summary>
    private T? Find<T>(Func<T?> find)
        where T : class
    {
        if (find() is { } known)
        {
            return known;
        }

        try
        {
            _catalog.ReadOn(_names.Add);
        }
        catch (IOException e)
        {
            throw new JournalUnreadableException($"The catalog of '{Folder}' cannot be read: {e.Message}", e);
        }

        if (find() is { } found)
        {
            _nameMissing = default;
            return found;
        }

        _nameMissing.Begin();
        return !_segments.MayGrow || _nameMissing.HasLasted
            ? null
            : throw new JournalUnreadableException($"The catalog of '{Folder}' lacks a name that is in use.");
    }
}
