using System.Collections.Concurrent;
using System.Globalization;
using Cairn.Capture;
using Cairn.IO;
using Cairn.Journal;
using Cairn.Monitoring;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn;

/// <summary>
/// One training attempt while it is being made: everything that it says goes through here. No method throws because of
/// a disk or a store, and none waits for one. Safe for any number of threads.
/// </summary>
/// <remarks>
/// End it by <see cref="Complete"/>, <c>Fail</c> or <see cref="Kill"/>: the first end holds, later ones do nothing.
/// Disposing a run that was not ended kills it: nobody said that it succeeded. What is logged after the end is still
/// kept.
/// </remarks>
public sealed partial class Run : IDisposable
{
    /// <summary>Longer names are cut: what MLflow takes.</summary>
    private const int MaxNameLength = 250;

    /// <summary>A row of more values becomes several rows of one step; 128 values are 2 KiB of stack.</summary>
    private const int MaxRowValues = 128;

    private readonly CairnTracker _tracker;
    private readonly RunDefinition _definition;

    // Bounded by the names of series that the user makes up.
    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly Lock _seriesGate = new();
    private long _rows;
    private int _status = (int)RunStatus.Running;

    internal Run(CairnTracker tracker, RunDefinition definition)
    {
        _tracker = tracker;
        _definition = definition;
    }

    /// <summary>Unique in the store for ever, sortable by time: <c>20261121-143500-7f3a9c</c>.</summary>
    public string Id => _definition.Id;

    /// <summary>The line of work that it belongs to.</summary>
    public string Experiment => _definition.Experiment;

    /// <summary>Its name for people.</summary>
    public string Name => _definition.Name;

    /// <summary>Name of its folder under <c>logs/</c>.</summary>
    public string LogFolder => _definition.LogFolder;

    /// <summary>Where it stands.</summary>
    public RunStatus Status => (RunStatus)Volatile.Read(ref _status);

    internal uint Number => _definition.Number;

    /// <summary>Keeps others from resuming the run too; null when it was not resumed here.</summary>
    internal IFileLock? Resumption { get; set; }

    /// <summary>Where a monitor begins to count its samples: 0, or behind those of a run that was resumed.</summary>
    internal long FirstSystemSample { get; private set; }

    /// <summary>
    /// The handle on a series; the same for the same name. Get it once outside the loop: asking by name costs a
    /// look-up.
    /// </summary>
    /// <param name="name">As <c>train/loss</c>. Longer names than 250 characters are cut; an empty one becomes
    /// <c>unnamed</c>.</param>
    public Series Series(string name)
    {
        if (name is not null && _series.TryGetValue(name, out Series? known))
        {
            return known;
        }

        return DefineSeries(Legal(name));
    }

    /// <summary>
    /// Records several values at one step: up to 128 whole or not at all, more as several rows. Do not mix it with the
    /// one for epochs and batches on one series, whose steps count calls.
    /// </summary>
    public void LogMetrics(long step, params ReadOnlySpan<MetricValue> values)
    {
        Span<RowValue> row = stackalloc RowValue[Math.Min(values.Length, MaxRowValues)];
        while (!values.IsEmpty)
        {
            int count = Math.Min(values.Length, row.Length);
            ToRow(values[..count], row);
            _tracker.Recorder.Row(step, row[..count]);
            values = values[count..];
        }
    }

    /// <summary>
    /// Records several values of one batch, together with <c>epoch</c> and <c>batch</c>: up to 126 whole or not at all.
    /// The step counts these calls, from 0; a resumed run goes on behind its checkpoint.
    /// </summary>
    /// <param name="epoch">Which pass over the data.</param>
    /// <param name="batch">Which batch of it.</param>
    /// <param name="values">The values, as <c>("train/loss", 0.5)</c>.</param>
    public void LogMetrics(int epoch, int batch, params ReadOnlySpan<MetricValue> values)
    {
        const int MaxValues = MaxRowValues - 2;
        long step = Interlocked.Increment(ref _rows) - 1;
        Span<RowValue> row = stackalloc RowValue[Math.Min(values.Length, MaxValues) + 2];
        row[0] = new RowValue(Series("epoch").Number, epoch);
        row[1] = new RowValue(Series("batch").Number, batch);
        ToRow(values[..(row.Length - 2)], row[2..]);
        _tracker.Recorder.Row(step, row);
        if (values.Length > MaxValues)
        {
            LogMetrics(step, values[MaxValues..]);
        }
    }

    /// <summary>
    /// Records how an epoch ended: an event, and each value as a point of the series <c>epoch/</c> and its name, with
    /// the epoch as step.
    /// </summary>
    public void LogEpochSummary(int epoch, TimeSpan duration, params ReadOnlySpan<MetricValue> values)
    {
        foreach (MetricValue value in values)
        {
            Series("epoch/" + value.Name).Log(epoch, value.Value);
        }

        string message = string.Create(
            CultureInfo.InvariantCulture, $"Epoch {epoch} took {duration.TotalSeconds:0.0} s");
        Event("epoch", 2, message, JsonCapture.Metrics(values), epoch, duration.TotalSeconds);
    }

    /// <summary>
    /// Sets a parameter; the last value of a key holds. Values whose key looks like a secret are masked.
    /// </summary>
    public void SetParameter(string key, object? value) =>
        Text(RecordKind.Parameter, new RecordTexts(2, Legal(key), JsonCapture.Value(Legal(key), value)));

    /// <summary>Sets several parameters.</summary>
    public void SetParameters(IEnumerable<KeyValuePair<string, object?>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach ((string key, object? value) in parameters)
        {
            SetParameter(key, value);
        }
    }

    /// <summary>Sets a tag; the last value of a key holds.</summary>
    public void SetTag(string key, string value = "") => Text(RecordKind.Tag, new RecordTexts(2, Legal(key), value));

    /// <summary>Replaces the run's note: free text for people.</summary>
    public void SetNote(string note) => Text(RecordKind.Note, new RecordTexts(1, note));

    /// <summary>Records that something happened.</summary>
    /// <param name="kind">A short word to find it by: <c>data_reloaded</c>.</param>
    /// <param name="message">What happened, for people.</param>
    /// <param name="data">What happened, for programs.</param>
    /// <param name="step">The step that it belongs to.</param>
    public void LogEvent(
        string kind, string message, IEnumerable<KeyValuePair<string, object?>>? data = null, long? step = null) =>
        Event(Legal(kind), 2, message, data is null ? "" : JsonCapture.Object(data), step);

    /// <summary>Records a warning.</summary>
    public void LogWarning(string message) => Event("warning", 3, message);

    /// <summary>Records an error that the run goes on after.</summary>
    public void LogError(string message, Exception? exception = null) => Event(
        "error", 4, exception is null ? message : $"{message}: {exception.Message}",
        exception is null ? "" : JsonCapture.Object([new("exception", exception.ToString())]));

    /// <summary>Records that the model is the best so far.</summary>
    /// <param name="metric">What it is best by: <c>val/loss</c>.</param>
    /// <param name="value">The metric's value.</param>
    /// <param name="epoch">The epoch that made it.</param>
    /// <param name="path">Where it was saved, if it was.</param>
    public void LogBestModel(string metric, double value, int epoch, string? path = null) => Event(
        "best_model", 2, string.Create(CultureInfo.InvariantCulture, $"Best {metric} so far: {value:G6} in epoch {epoch}"),
        JsonCapture.Object([new("metric", metric), new("value", value), new("path", path)]), epoch, value);

    /// <summary>Records that training stops early.</summary>
    public void LogEarlyStopping(int epoch, string reason) => Event("early_stopping", 2, reason, step: epoch);

    /// <summary>
    /// Records how this process and its host are doing (series <c>system/…</c>: processor, memory, garbage collector,
    /// threads), at once and then at each interval, from a thread of its own, until the result is disposed.
    /// </summary>
    /// <param name="interval">How often, more than zero and at most 24 days; default 30 seconds.</param>
    public IDisposable MonitorSystem(TimeSpan? interval = null)
    {
        TimeSpan every = interval ?? ProcessMonitor.DefaultInterval;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(every, TimeSpan.Zero, nameof(interval));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(every, ProcessMonitor.LongestInterval, nameof(interval));
        var monitor = new ProcessMonitor(this, every);
        monitor.Start();
        return monitor;
    }

    /// <summary>Ends the run as <see cref="RunStatus.Completed"/>.</summary>
    /// <param name="summary">What came out: best values, counts, verdicts.</param>
    public void Complete(IEnumerable<KeyValuePair<string, object?>>? summary = null) =>
        End(RunStatus.Completed, "", summary);

    /// <summary>Ends the run as <see cref="RunStatus.Failed"/>, and records the exception.</summary>
    public void Fail(Exception exception, IEnumerable<KeyValuePair<string, object?>>? summary = null)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (Status == RunStatus.Running)
        {
            LogError("The run failed", exception);
        }

        End(RunStatus.Failed, $"{exception.GetType().Name}: {exception.Message}", summary);
    }

    /// <summary>Ends the run as <see cref="RunStatus.Failed"/>, for a reason in words.</summary>
    public void Fail(string reason, IEnumerable<KeyValuePair<string, object?>>? summary = null) =>
        End(RunStatus.Failed, reason, summary);

    /// <summary>Ends the run as <see cref="RunStatus.Killed"/>: somebody stopped it.</summary>
    public void Kill(string reason, IEnumerable<KeyValuePair<string, object?>>? summary = null) =>
        End(RunStatus.Killed, reason, summary);

    /// <summary>Kills the run if it was not ended.</summary>
    public void Dispose() => Kill("The run was disposed without being completed.");

    internal void Begin(IEnumerable<KeyValuePair<string, object?>>? config, IFileSystem files)
    {
        _tracker.Names.Define(_definition);
        KeyValuePair<string, object?>[] parameters = config?.ToArray() ?? [];
        Text(RecordKind.RunStarted, new RecordTexts(2, JsonCapture.Object(parameters), EnvironmentCapture.Take(files)));
        SetParameters(parameters);
    }

    /// <summary>
    /// Goes on behind a checkpoint: steps that Cairn counts itself continue from there. False when the journal refused it.
    /// </summary>
    internal bool TryResume(string checkpointId, ResumePoint point)
    {
        _rows = point.Batches;
        FirstSystemSample = point.SystemSamples;
        _tracker.Names.Define(_definition);
        long begins = Math.Max(_tracker.Clock.NowMs, point.BegunMs + 1);
        TextRecordHeader header = TextRecordHeader.Of(Number) with
        {
            Step = begins,
            Value = point.EndOfSteps,
        };
        return _tracker.Recorder.Text(RecordKind.RunResumed, header, new RecordTexts(1, checkpointId));
    }

    internal void LogLine(int level, string category, string message, string exception) => Text(
        RecordKind.LogLine, new RecordTexts(3, category, message, exception), TextRecordHeader.Of(Number, level));

    private Series DefineSeries(string name)
    {
        // One thread at a time, so that a name never gets two numbers.
        lock (_seriesGate)
        {
            if (!_series.TryGetValue(name, out Series? series))
            {
                series = new Series(_tracker.Recorder, _tracker.Names.DefineSeries(_definition, name).Number, name);
                _series[name] = series;
            }

            return series;
        }
    }

    private void ToRow(ReadOnlySpan<MetricValue> values, Span<RowValue> row)
    {
        for (int i = 0; i < values.Length; i++)
        {
            row[i] = new RowValue(Series(values[i].Name).Number, values[i].Value);
        }
    }

    private void Event(
        string kind, int level, string message, string data = "", long? step = null, double value = double.NaN) => Text(
            RecordKind.Event,
            new RecordTexts(3, kind, message, data),
            TextRecordHeader.Of(Number, level) with { Step = step ?? TextRecord.NoStep, Value = value });

    private void End(RunStatus status, string reason, IEnumerable<KeyValuePair<string, object?>>? summary)
    {
        if (Interlocked.CompareExchange(ref _status, (int)status, (int)RunStatus.Running) != (int)RunStatus.Running)
        {
            return;
        }

        Text(
            RecordKind.RunEnded,
            new RecordTexts(2, reason, JsonCapture.Object(summary)),
            TextRecordHeader.Of(Number, (int)status));
        _tracker.Forget(this);
    }

    private void Text(RecordKind kind, RecordTexts texts) => Text(kind, texts, TextRecordHeader.Of(Number));

    private void Text(RecordKind kind, RecordTexts texts, TextRecordHeader header) =>
        _tracker.Recorder.Text(kind, header, texts);

    /// <summary>The name as it is kept: never empty, and cut where it is too long.</summary>
    internal static string Legal(string? name) => name switch
    {
        null or "" => "unnamed",
        { Length: > MaxNameLength } => name[..MaxNameLength],
        _ => name,
    };
}
