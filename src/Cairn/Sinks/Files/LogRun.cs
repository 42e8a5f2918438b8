using Cairn.IO;
using Cairn.Recording;

namespace Cairn.Sinks.Files;

/// <summary>
/// A run of one journal, or its process as a whole, as a file sink knows it. Owned by <see cref="LogJournal"/>. Not
/// thread-safe.
/// </summary>
/// <param name="storage">Of the sink.</param>
/// <param name="definition">Null for the process.</param>
/// <param name="folder">Full path of the folder with its files.</param>
/// <param name="startedMs">When it started, or the time of the first record that was seen of it.</param>
internal sealed class LogRun(LogStorage storage, RunDefinition? definition, string folder, long startedMs)
{
    // In the order in which they were begun. Bounded by the file names that a sink has: at most three, or for event files
    // one for each time that the run was begun.
    private readonly List<LogFile> _files = [];
    private bool _isResumed;
    private bool _hasEnded;

    public uint Number => definition?.Number ?? 0;

    /// <summary>Its names. The process has none.</summary>
    public RunDefinition Definition => definition ?? throw new InvalidOperationException("The process is not a run.");

    public string Folder => folder;

    public long StartedMs { get; private set; } = startedMs;

    /// <summary>The time of its last record.</summary>
    public long LastMs { get; private set; } = startedMs;

    /// <summary>It has started, and its end is not yet among what the cursor has passed.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Nobody keeps account of its files any more.</summary>
    public bool IsForgotten { get; private set; }

    public IReadOnlyList<LogFile> Files => _files;

    /// <summary>What the sink holds back of the run until it knows more; kept with the cursor. Empty for nothing.</summary>
    public string Held { get; set; } = "";

    /// <summary><see cref="Held"/> as of the last batch that is whole.</summary>
    public string CommittedHeld { get; private set; } = "";

    public void Start(long timeMs)
    {
        StartedMs = timeMs;
        IsRunning = true;
        _hasEnded = false;
    }

    /// <summary>Goes on: what its files hold already is its own, whichever journal wrote it.</summary>
    public void Resume(long timeMs)
    {
        Start(timeMs);
        _isResumed = true;
        _files.OfType<RunLogFile>().ToList().ForEach(static file => file.IsContinued = true);
    }

    /// <summary>
    /// Holds from <see cref="Commit"/> on: a cursor that is saved in the middle of a batch must not say that a run has
    /// ended whose last line may still fail.
    /// </summary>
    public void End() => _hasEnded = true;

    public void Commit()
    {
        IsRunning &= !_hasEnded;
        CommittedHeld = Held;
    }

    public void RestoreHeld(string held) => Held = CommittedHeld = held;

    /// <summary>Closes its files. A record that still comes makes another object for the same run.</summary>
    public void Forget()
    {
        IsForgotten = true;
        _files.ForEach(static file => file.Dispose());
    }

    public void See(long timeMs) => LastMs = Math.Max(LastMs, timeMs);

    /// <summary>How long it lasted when it ended then; zero when the clock was set back meanwhile.</summary>
    public double SecondsUntil(long endedMs) => Math.Max(0, endedMs - StartedMs) / 1000d;

    public LogFile File(string name)
    {
        LogFile? file = _files.Find(f => f.Name == name);
        if (file is null)
        {
            string path = StorePath.Combine(folder, name);
            file = definition is null
                ? new SharedLogFile(storage, path, name)
                : storage.NewRunFile(path, name, _isResumed);
            _files.Add(file);
        }

        return file;
    }
}
