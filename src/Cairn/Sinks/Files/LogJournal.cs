using Cairn.IO;
using Cairn.Recording;

namespace Cairn.Sinks.Files;

/// <summary>
/// What a file sink knows of one journal: how far it is, the runs and their files. Owned by <see cref="FileSink"/>. Not
/// thread-safe.
/// </summary>
/// <remarks>
/// A batch is [settle files] [cursor, if that changed what it says] [append] [cursor]. After any exception this object
/// is of no use: drop it and make another, which begins with the cursor on disk, just as the next process would.
/// </remarks>
internal sealed class LogJournal : IDisposable
{
    // Pending lines of one file: few and large appends, and no more memory than this for each file of a batch.
    private const int FlushBytes = 64 * 1024;

    // Records may trail behind the end of their run. Of runs that ended before so many others nothing is expected.
    private const int MaxEndedRuns = 64;

    private readonly IDrainedJournal _journal;
    private readonly LogStorage _storage;
    private readonly LogCursorFile _cursor;

    // By number. A run that was resumed in its own process has several, all with one object, so that each file is known
    // once. Bounded by the runs in progress and MaxEndedRuns.
    private readonly Dictionary<uint, LogRun> _runs = [];
    private readonly List<LogFile> _touched = []; // the files of the present batch; cleared when it is committed

    /// <summary>Reads the cursor and takes back what a failed attempt left in the files that it knows.</summary>
    public LogJournal(IDrainedJournal journal, LogStorage storage, string sinkName)
    {
        _journal = journal;
        _storage = storage;
        _cursor = new LogCursorFile(storage, journal, sinkName);
        LogCursor cursor = _cursor.Load();
        Progress = cursor.Progress;
        foreach (LogCursor.Run run in cursor.Runs)
        {
            Restore(run);
        }
    }

    public string JournalId => _journal.Id;

    public SinkProgress Progress { get; private set; }

    private IEnumerable<LogRun> Runs => _runs.Values.Distinct();

    /// <summary>Runs that have started and not ended, in the order in which they started.</summary>
    public LogRun[] RunningRuns() => [.. Runs.Where(run => run.IsRunning).OrderBy(run => run.Number)];

    /// <summary>The run with this number, 0 being the process; null when its definition is lost or no use.</summary>
    public LogRun? FindRun(uint number, long timeMs)
    {
        if (!_runs.TryGetValue(number, out LogRun? run))
        {
            run = Define(number, timeMs);
            if (run is not null)
            {
                _runs.Add(number, run);
            }
        }

        return run;
    }

    public SeriesDefinition? FindSeries(uint number) => _journal.FindSeries(number);

    public LabelDefinition? FindLabel(uint number) => _journal.FindLabel(number);

    /// <summary>A line has been put behind the others in <see cref="LogFile.Pending"/>.</summary>
    public void EndLine(LogFile file)
    {
        if (!file.IsTouched)
        {
            file.IsTouched = true;
            _touched.Add(file);
        }

        if (file.Pending.Count >= FlushBytes && !file.TakesBatchesWhole)
        {
            Settle(_touched.Where(static touched => !touched.TakesBatchesWhole));
            file.Flush();
        }
    }

    /// <summary>Brings all lines into their files and moves the cursor.</summary>
    public void Commit(SinkProgress progress)
    {
        Settle(_touched);
        _touched.ForEach(static file => file.Flush());
        _touched.ForEach(static file => file.Commit());
        _touched.Clear();
        foreach (LogRun run in Runs)
        {
            run.Commit();
        }

        Progress = progress;
        ForgetOldRuns();
        SaveCursor();
    }

    /// <summary>Closes its files and drops lines that are not in them.</summary>
    public void Dispose()
    {
        foreach (LogRun run in Runs)
        {
            run.Forget();
        }
    }

    /// <summary>Makes files ready to be written, and their places known to the cursor on disk.</summary>
    private void Settle(IEnumerable<LogFile> files)
    {
        bool areNoted = true;
        foreach (LogFile file in files)
        {
            file.Settle();
            areNoted &= file.IsNoted;
        }

        if (!areNoted)
        {
            SaveCursor();
        }
    }

    private void Restore(LogCursor.Run saved)
    {
        if (FindRun(saved.Number, saved.StartedMs) is { } run)
        {
            if (saved.IsRunning)
            {
                run.Start(saved.StartedMs);
            }

            run.See(saved.LastMs);
            run.RestoreHeld(saved.Held);
            foreach (LogCursor.File file in saved.Files)
            {
                run.File(file.Name).Restore(file, saved.IsRunning);
            }
        }
    }

    private LogRun? Define(uint number, long timeMs)
    {
        if (number == 0)
        {
            return new LogRun(_storage, null, _storage.DirectoryOf(_journal), timeMs);
        }

        try
        {
            return _journal.FindRun(number) is { } run ? FindSame(run) ?? NewRun(run, timeMs) : null;
        }
        catch (ArgumentException)
        {
            return null; // its log folder is not one plain name: nothing is written outside of the log directory
        }
    }

    private LogRun? FindSame(RunDefinition run) =>
        Runs.FirstOrDefault(known => known.Number != 0 && known.Definition.Id == run.Id);

    private LogRun NewRun(RunDefinition run, long timeMs) =>
        new(_storage, run, StorePath.Combine(_storage.DirectoryOf(_journal), run.LogFolder), timeMs);

    private void ForgetOldRuns()
    {
        if (_runs.Count <= MaxEndedRuns)
        {
            return;
        }

        IEnumerable<LogRun> ended = Runs.Where(static run => !run.IsRunning && run.Number != 0);
        foreach (LogRun run in ended.OrderByDescending(static run => run.LastMs).Skip(MaxEndedRuns).ToArray())
        {
            run.Forget();
            foreach (uint number in _runs.Where(known => known.Value == run).Select(known => known.Key).ToArray())
            {
                _runs.Remove(number);
            }
        }
    }

    private void SaveCursor()
    {
        _cursor.Save(new LogCursor(Progress, [.. Runs.Select(Describe)]));
        foreach (LogFile file in Runs.SelectMany(static run => run.Files))
        {
            file.IsNoted = file.CommittedLength is not null;
        }
    }

    private static LogCursor.Run Describe(LogRun run) => new(
        run.Number,
        run.StartedMs,
        run.LastMs,
        run.IsRunning,
        [.. run.Files.Where(file => file.CommittedLength is not null)
            .Select(file => new LogCursor.File(file.Name, file.CommittedLength!.Value, file.IsBegun))],
        run.CommittedHeld);
}
