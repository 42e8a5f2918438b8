using System.Globalization;
using Cairn.Cli.Checkpoints;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Commands;

/// <summary>One run with all that belongs to it, read once.</summary>
internal sealed class RunPage(CliCall call, IRunStore store, RunInfo run)
{
    private const int EventsShown = 5;

    /// <summary>Parts of the environment that only --json shows: long, or of no interest a day later.</summary>
    private static readonly string[] Details = ["variables", "process_id", "memory_bytes", "architecture"];

    private readonly Terminal _terminal = call.Terminal;
    private readonly IReadOnlyList<SeriesInfo> _series = store.ListSeries(run.Id);
    private readonly IReadOnlyDictionary<string, string> _parameters = store.ReadParameters(run.Id);
    private readonly IReadOnlyDictionary<string, string> _tags = store.ReadTags(run.Id);
    private readonly IReadOnlyList<RunEvent> _events = store.ReadLastEvents(run.Id, EventsShown);
    private readonly CheckpointSummary _checkpoints = CheckpointSummary.Read(store, run.Id);

    public int WriteJson() => JsonOutput.Write(_terminal, json =>
    {
        RunText.WriteJson(json, run, call.Now);
        json.Text("end_reason", run.EndReason);
        json.Text("note", run.Note);
        json.Text("log_folder", run.LogFolder);
        json.Stored("configuration", run.ConfigurationJson);
        json.Object("parameters", () => WriteEach(_parameters, json.Stored));
        json.Object("tags", () => WriteEach(_tags, json.Text));
        json.Stored("environment", run.EnvironmentJson);
        json.Objects("series", _series, one => SeriesText.WriteJson(json, one));
        json.Stored("summary", run.SummaryJson);
        json.Object("checkpoints", () => _checkpoints.WriteJson(json));
        json.Objects("last_events", _events, one => EventText.WriteJson(json, one));
    });

    public int Write()
    {
        WriteHeader();
        WritePairs("Parameters", Readable(_parameters));
        WritePairs("Tags", _tags);
        WritePairs("Environment", StoredJson.Flatten(run.EnvironmentJson).Where(pair => !IsDetail(pair.Key)));
        WriteSeries();
        WritePairs("Summary", StoredJson.Flatten(run.SummaryJson).Select(Rounded));
        WriteEvents();
        return ExitCodes.Done;
    }

    private static void WriteEach(IReadOnlyDictionary<string, string> pairs, Action<string, string> write)
    {
        foreach ((string? key, string? value) in pairs)
        {
            write(key, value);
        }
    }

    private static bool IsDetail(string key) => Details.Contains(key.Split('.')[0]);

    private static KeyValuePair<string, string> Rounded(KeyValuePair<string, string> pair) =>
        pair.Value.Contains('.') && double.TryParse(pair.Value, CultureInfo.InvariantCulture, out double value)
            ? new(pair.Key, Numbers.Value(value))
            : pair;

    private IEnumerable<KeyValuePair<string, string>> Readable(IReadOnlyDictionary<string, string> parameters) =>
        parameters.Count == 0
            ? StoredJson.Flatten(run.ConfigurationJson)
            : parameters.Select(pair => KeyValuePair.Create(pair.Key, StoredJson.Value(pair.Value)));

    private void WriteHeader()
    {
        Cell status = RunText.Status(run.Status);
        string ended = run.EndedUtc is null ? "so far" : "in all";
        string name = RunText.OwnName(run) is { } own ? $"{run.Experiment} / {own}" : run.Experiment;
        _terminal.Out.WriteLine(_terminal.Styled(Plain.Text(name), Style.Bold));
        _terminal.Out.WriteLine($"  run      {Plain.Text(run.Id)}");
        _terminal.Out.WriteLine($"  status   {_terminal.Styled(status.Text, status.Style)}{Reason()}");
        _terminal.Out.WriteLine(
            $"  started  {Times.Full(run.StartedUtc, call.Context.Time)} ({Times.Ago(run.StartedUtc, call.Now)}), "
            + $"{RunText.Duration(run, call.Now)} {ended}");
        _terminal.Out.WriteLine(
            $"  points   {Numbers.Count(run.PointCount)} in {Numbers.Count(run.SeriesCount)} series");
        if (_checkpoints.ToText() is { } checkpoints)
        {
            _terminal.Out.WriteLine($"  saved    {checkpoints}");
        }

        if (LogFolder() is { } logs)
        {
            _terminal.Out.WriteLine($"  logs     {Plain.Text(logs)}");
        }

        if (!string.IsNullOrEmpty(run.Note))
        {
            _terminal.Out.WriteLine($"  note     {Plain.Text(run.Note)}");
        }
    }

    /// <summary>Null where it is not: the run had none, or wrote it on another machine or to a folder of its own.</summary>
    private string? LogFolder()
    {
        string path = Path.Combine(StoreAccess.Layout(call.Folder).LogDirectory, run.LogFolder);
        return run.LogFolder.Length > 0 && Directory.Exists(path) ? path : null;
    }

    private string Reason() => string.IsNullOrEmpty(run.EndReason) ? "" : $": {Plain.Text(run.EndReason)}";

    private void WritePairs(string title, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        KeyValuePair<string, string>[] lines = pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        if (lines.Length == 0)
        {
            return;
        }

        _terminal.Heading(title);
        var table = new Table(new Column(""), new Column("", MinWidth: 20)) { HasTitles = false };
        foreach ((string? key, string? value) in lines)
        {
            table.Add("  " + Plain.Text(key), Plain.Text(value));
        }

        table.Write(_terminal);
    }

    private void WriteSeries()
    {
        if (_series.Count == 0)
        {
            return;
        }

        _terminal.Heading("Series");
        var table = new Table(
            new("  name", MinWidth: 14),
            new("points", IsNumber: true, DropOrder: 2),
            new("last", IsNumber: true),
            new("min", IsNumber: true, DropOrder: 3),
            new("max", IsNumber: true, DropOrder: 4),
            new("", DropOrder: 1));
        foreach (SeriesInfo one in _series)
        {
            table.Add(
                "  " + Plain.Text(one.Name),
                Numbers.Count(one.Count),
                Numbers.Value(one.Last),
                Numbers.Value(one.Min),
                Numbers.Value(one.Max),
                new(Sparkline.Draw(store.ReadDownsampled(one, Sparkline.UsualWidth), _terminal.Symbols), Style.Cyan));
        }

        table.Write(_terminal);
    }

    private void WriteEvents()
    {
        if (_events.Count == 0)
        {
            return;
        }

        _terminal.Heading("Last events");
        var table = new Table(new Column(""), new Column(""), new Column("", MinWidth: 20)) { HasTitles = false };
        foreach (RunEvent one in _events)
        {
            table.Add(
                "  " + Times.Clock(one.TimeUtc, call.Context.Time),
                new(Plain.Text(one.Kind), EventText.StyleOf(one)),
                EventText.Message(one));
        }

        table.Write(_terminal);
    }
}
