using System.Collections.Concurrent;
using Cairn.Checkpoints;
using Cairn.Diagnostics;
using Cairn.Draining;
using Cairn.Inference;
using Cairn.Inference.Archives;
using Cairn.IO;
using Cairn.Journal;
using Cairn.Mlflow.Sync;
using Cairn.Recording;
using Cairn.Sinks;
using Cairn.Sinks.Files;
using Cairn.Storage;

namespace Cairn;

/// <summary>
/// An open store in this process: starts runs, and moves what they record into the store in the background. One for
/// each process is enough; any number of processes may open the same folder. Safe for any number of threads.
/// </summary>
/// <example>
/// <code>
/// using var tracker = CairnTracker.Open("cairn");
/// using Run run = tracker.StartRun("eurusd", new Dictionary&lt;string, object?&gt; { ["learning_rate"] = 1e-3 });
/// Series loss = run.Series("train/loss");
/// for (int step = 0; step &lt; 1000; step++)
/// {
///     loss.Log(step, Train());
/// }
///
/// run.Complete();
/// </code>
/// </example>
public sealed partial class CairnTracker : IDisposable, IAsyncDisposable
{
    /// <summary>The folder that is used when none is named.</summary>
    public const string DefaultFolder = "cairn";

    private readonly CairnOptions _options;
    private readonly StoreLayout _layout;
    private readonly JournalClock _clock;
    private readonly FailureReporter _failures;
    private readonly JournalWriter _journal;
    private readonly Drainer _drainer;
    private readonly TrackerThreads _threads;
    private readonly RefusalLog _refusals;
    private readonly PredictionRecorder _predictions;
    private readonly ResumableRuns _resumable;
    private readonly MlflowSender? _mlflow;

    // Bounded by the runs that this process has not ended.
    private readonly Dictionary<uint, Run> _openRuns = [];

    // Digest by id, as each checkpoint was loaded last in this process. Bounded by the checkpoints that it loads.
    private readonly ConcurrentDictionary<string, string> _loadedDigests = new(StringComparer.Ordinal);

    private readonly Lock _gate = new();
    private uint _lastRun;
    private bool _isDisposed;

    private CairnTracker(string folder, CairnOptions options)
    {
        _options = options;
        Folder = Path.GetFullPath(folder);
        _layout = new StoreLayout(options.FileSystem, Folder, options.ResolveLogDirectory(Folder));
        _clock = new JournalClock(options.TimeProvider);
        _failures = new FailureReporter(options.OnFailure);
        _journal = new JournalWriter(
            options.FileSystem, _layout.Journals, options, _clock, _failures, () => _threads!.WakeJournal());
        Recorder = new Recorder(_journal, _clock);
        Names = new DefinitionWriter(_journal.Catalog);
        var labels = new PredictionLabels(Names, _loadedDigests);
        _predictions = new PredictionRecorder(Recorder, _clock, _journal.Id, labels, options.Inference);
        Inference = new InferenceLogger(Recorder, _clock, _predictions)
        {
            Archives = new ArchiveServices(_layout, Recorder, _clock, FlushAsync),
        };
        TextLogs = new TextLogs(options.FileSystem, _layout.LogDirectory);
        var own = new OwnJournal(_journal, Names.Definitions, _layout.LogDirectory);
        _drainer = new Drainer(_layout, _journal, own, new SinkOpener(_layout, options), _failures);
        _refusals = new RefusalLog(_journal, Recorder);
        _threads = new TrackerThreads(_journal, _drainer, EverySecond, options, _failures);
        _resumable = new ResumableRuns(_drainer, _threads, _layout, options.CloseTimeout);
        _mlflow = CreateSender();
        _journal.Tend();
        _threads.Start();
        _mlflow?.Start();
    }

    /// <summary>The store's folder, as a full path.</summary>
    public string Folder { get; }

    /// <summary>What Cairn says of itself: what was accepted, stored, lost, and what logging costs.</summary>
    public CairnHealth Health => TakeHealth();

    /// <summary>Records predictions and what became of them.</summary>
    public InferenceLogger Inference { get; }

    /// <summary>Reads and shortens the text files that all processes of the store share.</summary>
    public TextLogs TextLogs { get; }

    /// <summary>The run that was started last and has not ended: where lines of the host's log go.</summary>
    public Run? CurrentRun
    {
        get
        {
            lock (_gate)
            {
                return _openRuns.Count == 0 ? null : _openRuns[_openRuns.Keys.Max()];
            }
        }
    }

    internal Recorder Recorder { get; }

    internal DefinitionWriter Names { get; }

    internal JournalClock Clock => _clock;

    /// <summary>
    /// Opens a store, and makes it when it is not there. Trouble with the disk does not stop the host: the tracker then
    /// refuses records, counts and reports them, and goes on by itself when the disk is back. Runs of processes that
    /// died are brought in and marked <see cref="RunStatus.Crashed"/> in the background.
    /// </summary>
    /// <param name="folder">The store's folder. Default: the environment's <c>CAIRN_STORE</c>, else
    /// <c>cairn</c>.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">The settings cannot be used; the message lists everything that is
    /// wrong.</exception>
    public static CairnTracker Open(string? folder = null, CairnOptions? options = null)
    {
        options ??= new CairnOptions();
        if (options.Validate() is { Count: > 0 } errors)
        {
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        }

        folder ??= CairnOptions.DefaultStore;
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return new CairnTracker(folder, options.Copy());
    }

    /// <summary>
    /// Brings everything that dead processes left in a store's journals into the store, and marks their runs as
    /// <see cref="RunStatus.Crashed"/>. Opening a store does the same in the background. Where another process writes
    /// the store, it does this by itself, and the report is empty.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot be written; the journals are untouched.</exception>
    public static RecoveryReport Recover(string folder, CairnOptions? options = null)
    {
        using CairnTracker tracker = Open(folder, options);
        Task done = tracker._drainer.RequestEveryJournal();
        tracker._threads.WakeDrain();
        done.GetAwaiter().GetResult();
        return tracker._drainer.Recovery;
    }

    /// <summary>Begins a run.</summary>
    /// <param name="experiment">The line of work that it belongs to: <c>eurusd-1h</c>.</param>
    /// <param name="config">What it runs with: settings, data, seeds. Kept as a whole and as parameters. Values whose
    /// key looks like a secret are masked.</param>
    /// <param name="name">A name for people; default the run's id.</param>
    public Run StartRun(
        string experiment, IEnumerable<KeyValuePair<string, object?>>? config = null, string? name = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(experiment);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        DateTimeOffset now = _clock.UtcNow;
        string id = RunIds.New(now);
        var definition = new RunDefinition(
            Interlocked.Increment(ref _lastRun), id, experiment, name ?? id, ReserveLogFolder(experiment, id, now));
        Run run = Register(definition);
        run.Begin(config, _options.FileSystem);
        _mlflow?.Wish(id);
        return run;
    }

    /// <summary>
    /// After this returns, everything recorded before is in the store and in the log files: others can read it.
    /// </summary>
    /// <exception cref="StoreUnavailableException">
    /// The store or the log files cannot be written now; what is missing there waits in the journal.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The tracker was closed.</exception>
    public Task FlushAsync(CancellationToken cancellationToken = default)
    {
        Task done = _drainer.Request();
        _threads.WakeDrain();
        return done.WaitAsync(cancellationToken);
    }

    /// <summary>After this returns, everything recorded before survives a power cut.</summary>
    /// <exception cref="DurabilityException">The disk did not confirm it.</exception>
    /// <exception cref="ObjectDisposedException">The tracker was closed.</exception>
    public Task FlushToDiskAsync(CancellationToken cancellationToken = default)
    {
        Task done = _journal.Sync.Request();
        _threads.WakeJournal();
        return done.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Ends runs that are still open as <see cref="RunStatus.Killed"/>, moves the rest into the store, and closes it.
    /// What cannot be moved within <see cref="CairnOptions.CloseTimeout"/> stays in the journal for the next process. Then
    /// what goes to MLflow is sent: all of it to a database or folder, what the same time allows to a server.
    /// </summary>
    public void Dispose()
    {
        if (_threads.IsOwnThread || _mlflow is { IsOwnThread: true })
        {
            Task.Run(Dispose); // called by the host's failure listener: this thread cannot wait for itself
            return;
        }

        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        foreach (CheckpointManager manager in OpenManagers())
        {
            manager.Dispose(); // before the runs end: what it still saves belongs to them
        }

        foreach (Run run in OpenRuns())
        {
            run.Kill("The tracker was closed while the run was open.");
        }

        _refusals.Write();
        _journal.Seal();
        bool isDrained = _threads.Stop();
        _journal.Close(isDrained); // while the writer's role is still ours: nobody sees half a folder
        _drainer.Dispose();
        _mlflow?.Finish();
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync() => await Task.Run(Dispose).ConfigureAwait(false);

    /// <summary>
    /// Records a line of the host's log in the current run; where there is none, as one of the process.
    /// </summary>
    internal void LogLine(int level, string category, string message, string exception)
    {
        if (CurrentRun is { } run)
        {
            run.LogLine(level, category, message, exception);
            return;
        }

        var header = new TextRecordHeader { Level = (byte)level, Step = TextRecord.NoStep, Value = double.NaN };
        Recorder.Text(RecordKind.LogLine, header, new RecordTexts(3, category, message, exception));
    }

    internal void Forget(Run run)
    {
        lock (_gate)
        {
            _openRuns.Remove(run.Number);
        }

        run.Resumption?.Dispose();
    }

    /// <exception cref="InvalidOperationException">The run is open already.</exception>
    private Run Register(RunDefinition definition)
    {
        var run = new Run(this, definition);
        lock (_gate)
        {
            if (_openRuns.Values.Any(open => open.Id == definition.Id))
            {
                throw new InvalidOperationException(
                    $"Run {definition.Id} ('{definition.Name}') is open in this process. End it before you resume it.");
            }

            _openRuns.Add(definition.Number, run);
        }

        return run;
    }

    private List<Run> OpenRuns()
    {
        lock (_gate)
        {
            return [.. _openRuns.Values];
        }
    }

    private MlflowSender? CreateSender()
    {
        if (!_options.SendToMlflow)
        {
            return null;
        }

        string uri = _options.ResolveMlflowUri(Folder);
        var settings = new SenderSettings(
            Folder,
            _options.ResolveCheckpointDirectory(Folder),
            uri,
            () => _options.OpenMlflow(uri),
            _options.MlflowInterval,
            _options.CloseTimeout,
            _options.TimeProvider);
        return new MlflowSender(settings, _options.FileSystem, _failures);
    }

    private void EverySecond()
    {
        _refusals.Write();
        _predictions.RefreshMemory();
    }

    private string ReserveLogFolder(string experiment, string id, DateTimeOffset now)
    {
        string name = LogFolderName.For(experiment, now);
        return _options.WriteLogFiles ? FolderClaim.Take(_layout.Files, _layout.LogDirectory, name, id) : name;
    }

    private CairnHealth TakeHealth()
    {
        // The stored before the accepted: a record that arrives between counts as pending, never as stored and not
        // accepted.
        SinkProgress progress = _drainer.StoreProgress;
        long vanished = _drainer.Vanished;
        return new CairnHealth
        {
            Accepted = _journal.Accepted,
            Stored = progress.Stored,
            Lost = progress.Damaged + progress.Undefined + vanished,
            Refused = _journal.Refusals.Total,
            Losses = Losses(progress.Damaged, progress.Undefined, vanished),
            DrainLag = _drainer.Lag,
            JournalBytes = _journal.UsedBytes,
            MeanLogNanoseconds = Recorder.Timer.MeanNanoseconds,
            IsStoreWriter = _drainer.IsStoreWriter,
            RecoveredJournals = _drainer.Recovery.Journals,
        };
    }

    private Dictionary<LossKind, long> Losses(long damaged, long undefined, long vanished)
    {
        Dictionary<LossKind, long> losses =
            Enum.GetValues<LossKind>().ToDictionary(kind => kind, kind => _journal.Refusals[kind]);
        losses[LossKind.Damaged] = damaged;
        losses[LossKind.Undefined] = undefined;
        losses[LossKind.Vanished] = vanished;
        return losses.Where(loss => loss.Value > 0).ToDictionary();
    }
}
