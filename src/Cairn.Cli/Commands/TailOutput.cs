using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Commands;

/// <summary>Prints lines of a run's tail as they come.</summary>
internal sealed class TailOutput(CliCall call)
{
    /// <summary>Wide enough for <c>early_stopping</c>; longer names push their line.</summary>
    private const int NameWidth = 16;

    private readonly Terminal _terminal = call.Terminal;

    public void Write(IReadOnlyList<TailLine> lines)
    {
        foreach (TailLine line in lines)
        {
            if (call.Json)
            {
                JsonOutput.Write(_terminal, json => WriteJson(json, line));
            }
            else
            {
                _terminal.Out.WriteLine(ToText(line));
            }
        }

        _terminal.Out.Flush();
    }

    /// <summary>The whole answer at once.</summary>
    public int WriteAll(RunInfo run, IReadOnlyList<TailLine> lines)
    {
        if (call.Json)
        {
            return JsonOutput.Write(_terminal, json =>
            {
                RunText.WriteJson(json, run, call.Now);
                json.Objects("lines", lines, line => WriteJson(json, line));
            });
        }

        Write(lines);
        if (lines.Count == 0)
        {
            _terminal.Out.WriteLine("Nothing recorded yet. --follow waits for it.");
        }

        return ExitCodes.Done;
    }

    /// <summary>Says why nothing more will come, where that is so.</summary>
    public void WriteEnd(RunInfo run)
    {
        if (call.Json || run.Status == RunStatus.Running)
        {
            return;
        }

        string reason = string.IsNullOrEmpty(run.EndReason) ? "" : $": {Plain.Text(run.EndReason)}";
        _terminal.Out.WriteLine($"The run {RunText.Name(run.Status)} after {RunText.Duration(run, call.Now)}{reason}");
    }

    private static void WriteJson(JsonOutput json, TailLine line)
    {
        json.Text("type", line.Event is null ? "point" : "event");
        if (line.Event is { } one)
        {
            EventText.WriteJson(json, one);
            return;
        }

        json.Text("series", line.Series);
        json.Integer("step", line.Point.Step);
        json.Text("time_utc", Times.Iso(line.TimeMs));
        json.Number("value", line.Point.Value);
    }

    private string ToText(TailLine line)
    {
        string time = Times.Clock(DateTimeOffset.FromUnixTimeMilliseconds(line.TimeMs), call.Context.Time);
        string name = Plain.Text(line.Event?.Kind ?? line.Series).PadRight(NameWidth);
        string text = line.Event is { } one
            ? EventText.Message(one)
            : $"step {Numbers.Count(line.Point.Step)}: {Numbers.Value(line.Point.Value)}";
        Style style = line.Event is null ? Style.Cyan : EventText.StyleOf(line.Event);
        return $"{_terminal.Styled(time, Style.Dim)}  {_terminal.Styled(name, style)}  {text}";
    }
}
