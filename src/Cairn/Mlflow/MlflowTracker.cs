using System.Globalization;
using System.Text.Json;
using Cairn.Capture;
using Cairn.Diagnostics;
using Cairn.IO;
using Cairn.Mlflow.Sync;
using Cairn.Mlflow.Targets;
using Cairn.Mlflow.Tracking;

namespace Cairn.Mlflow;

/// <summary>
/// Logs straight to MLflow, without a store: to a tracking server, or to its database or folder on this machine. What is
/// logged waits in memory and is sent by a thread of its own, so that no call waits for a server; what dies with the process
/// is lost. A <see cref="CairnTracker"/> with <see cref="CairnOptions.SendToMlflow"/> keeps everything. Safe for any number of
/// threads.
/// </summary>
/// <remarks>
/// Calls that ask something (<see cref="SearchRuns"/>, <see cref="RegisterModel"/>) do wait, and throw
/// <see cref="MlflowException"/>.
/// </remarks>
public sealed partial class MlflowTracker : IDisposable
{
    /// <summary>
    /// Points, parameters, tags and files that wait in memory at most, some 20 MB: a text counts once more for each 50
    /// characters. While a server is away longer, further ones are refused, counted as <see cref="Lost"/> and reported.
    /// </summary>
    public const int MaxPending = 200_000;

    /// <summary>The folder among a run's artifacts that <see cref="LogBestModel"/> fills.</summary>
    public const string ModelFolder = "model";

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private readonly string _experiment;
    private readonly IFileSystem _files;
    private readonly TimeProvider _time;
    private readonly FailureReporter _failures;
    private readonly Outbox _outbox;
    private readonly OutboxThread _thread;
    private readonly IMlflowTarget _target;
    private bool _isRunOpen;
    private bool _isDisposed;

    internal MlflowTracker(
        string experiment,
        IMlflowTarget target,
        IFileSystem files,
        TimeProvider time,
        Action<CairnFailure> onFailure,
        int maxPending = MaxPending)
    {
        (_experiment, _target, _files, _time) = (experiment, target, files, time);
        _failures = new FailureReporter(onFailure);
        _outbox = new Outbox(maxPending);
        _thread = new OutboxThread(_outbox, new OutboxContext(target), _failures, time);
        _thread.Start();
    }

    /// <summary>Where MLflow is, without user name, password or token.</summary>
    public string Location => _target.Location;

    /// <summary>What waits to be sent.</summary>
    public long Pending => _outbox.Pending;

    /// <summary>What was refused because too much waited, cannot be read, or is not taken by MLflow.</summary>
    public long Lost => _outbox.Lost;

    /// <summary>The run's id in MLflow; null before it was made there.</summary>
    public string? RunId => Volatile.Read(ref _runId);

    /// <summary>Makes ready to log. Nothing is asked of a server yet.</summary>
    /// <param name="experiment">The line of work; made in MLflow when it is not there.</param>
    /// <param name="uri"><c>http(s)://server</c>, <c>sqlite:///mlflow.db</c>, or a folder. Default: the environment's
    /// <c>CAIRN_MLFLOW_URI</c>, else <c>TOTO_MLFLOW_URI</c>, else <c>MLFLOW_TRACKING_URI</c>, else <c>mlflow.db</c> in the
    /// current folder.</param>
    /// <param name="onFailure">Called once for each kind of trouble and once when it is over, on another thread. Default: one
    /// line on standard error.</param>
    /// <exception cref="MlflowException">The address cannot be used.</exception>
    public static MlflowTracker Create(string experiment, string? uri = null, Action<CairnFailure>? onFailure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(experiment);
        var options = new CairnOptions { MlflowUri = uri };
        return new MlflowTracker(
            experiment,
            options.OpenMlflow(options.ResolveMlflowUri(".")),
            options.FileSystem,
            options.TimeProvider,
            onFailure ?? options.OnFailure);
    }

    /// <summary>Begins a run: what is logged from now on belongs to it. A run that is open ends as finished.</summary>
    /// <param name="name">Its name for people.</param>
    public void StartRun(string name)
    {
        if (_isRunOpen)
        {
            Close(MlflowRunStatus.Finished);
        }

        _isRunOpen = true;
        (_steps, _samples) = (0, 0);
        string key = Guid.NewGuid().ToString("N");
        long now = NowMs;
        Add(OutgoingKind.Beginning, $"run '{name}'", context =>
        {
            SetRun(context, null); // if this one never begins, what is logged must not go to the one before
            MlflowExperiment experiment = context.Target.GetOrCreateExperiment(_experiment);
            var start = new MlflowRunStart(
                experiment.Id, key, name, now, Environment.UserName, [new("mlflow.source.type", "LOCAL")]);
            SetRun(context, context.Target.GetOrCreateRun(start).Id);
        });
    }

    /// <summary>
    /// Logs settings as parameters; nested ones get keys with dots, <c>optimizer.lr</c>. Values whose key looks like a secret
    /// are masked.
    /// </summary>
    public void LogConfig(IEnumerable<KeyValuePair<string, object?>> config)
    {
        ArgumentNullException.ThrowIfNull(config);
        using var document = JsonDocument.Parse(JsonCapture.Object(config));
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            AddParameters(property.Name, property.Value.GetRawText());
        }
    }

    /// <summary>Logs a parameter. MLflow keeps the first value of a key; another one becomes a tag.</summary>
    public void LogParameter(string key, object? value) => AddParameters(key, JsonCapture.Value(key, value));

    /// <summary>Sets a tag; the last value of a key holds.</summary>
    public void SetTag(string key, string value) => Add(new Outgoing(OutgoingKind.Tag, key, Text: value));

    /// <summary>Logs a value of a metric.</summary>
    public void LogMetric(string key, double value, long step = 0) =>
        Add(new Outgoing(OutgoingKind.Point, key, new MlflowPoint(step, NowMs, value)));

    /// <summary>Logs several values at one step.</summary>
    public void LogMetrics(long step, params ReadOnlySpan<MetricValue> values)
    {
        foreach (MetricValue value in values)
        {
            LogMetric(value.Name, value.Value, step);
        }
    }

    /// <summary>Waits until all that was logged is at MLflow.</summary>
    /// <param name="timeout">How long at most; default 30 seconds.</param>
    /// <returns>False when something still waits; it is sent later.</returns>
    public bool Flush(TimeSpan? timeout = null) => _outbox.WaitUntilEmpty(timeout ?? DefaultTimeout);

    /// <summary>Ends the run, and waits until all of it is at MLflow.</summary>
    /// <param name="status">How it ended.</param>
    /// <param name="timeout">How long to wait at most; default 30 seconds.</param>
    /// <returns>False when something still waits; it is sent later, while the tracker is open.</returns>
    public bool EndRun(MlflowRunStatus status = MlflowRunStatus.Finished, TimeSpan? timeout = null)
    {
        Close(status);
        return Flush(timeout);
    }

    /// <summary>
    /// Ends a run that is open as <see cref="MlflowRunStatus.Killed"/>: nobody said that it succeeded. Waits at most 30 seconds
    /// until all is sent; what is not is lost, and reported.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        Close(MlflowRunStatus.Killed);
        bool isEmpty = Flush();
        long left = Pending;
        _outbox.Close();
        if (!isEmpty)
        {
            _failures.Report(
                CairnFailureKind.Mlflow,
                nameof(Dispose),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{left} values did not reach MLflow at {Location} before the tracker was closed, and are lost. A CairnTracker "
                    + $"with {nameof(CairnOptions.SendToMlflow)} keeps what it cannot send."));
        }

        if (_thread.Join(isEmpty ? DefaultTimeout : TimeSpan.Zero))
        {
            _target.Dispose();
        }
    }

    private long NowMs => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private void SetRun(OutboxContext context, string? id)
    {
        context.RunId = id;
        Volatile.Write(ref _runId, id);
    }

    private void Close(MlflowRunStatus status)
    {
        if (_isRunOpen)
        {
            _isRunOpen = false;
            long now = NowMs;
            Add(OutgoingKind.End, "the end of the run", context => context.Target.UpdateRun(context.Run, status, now));
        }
    }

    private void AddParameters(string key, string json)
    {
        foreach ((string flat, string value) in FlatParameters.Of([new(key, json)]))
        {
            Add(new Outgoing(OutgoingKind.Parameter, flat, Text: value));
        }
    }

    private void Add(OutgoingKind kind, string what, Action<OutboxContext> work) => Add(new Outgoing(kind, what, Work: work));

    private void Add(in Outgoing one)
    {
        if (!_outbox.TryAdd(one))
        {
            _failures.Report(
                CairnFailureKind.Mlflow,
                nameof(Lost),
                $"More is logged than MLflow at {Location} takes: {MaxPending} values wait in memory, and further ones are lost.");
        }
    }
}
