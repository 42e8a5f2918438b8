using Cairn.Checkpoints.Indexing;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Decisions;

/// <summary>Why things happened in a run, read once.</summary>
internal sealed class ExplanationPage(CliCall call, IRunStore store, RunInfo run)
{
    /// <summary>Of a topic with more lines the last are shown; --json has all.</summary>
    private const int LinesShown = 10;

    private readonly Terminal _terminal = call.Terminal;
    private readonly Explanation _explanation = new(RunEvents.ReadAll(store, run.Id));

    public int WriteJson() => JsonOutput.Write(_terminal, json =>
    {
        RunText.WriteJson(json, run, call.Now);
        json.Text("end_reason", run.EndReason);
        foreach (Topic topic in Explanation.Topics)
        {
            json.Objects(topic.Key, _explanation.Of(topic), one => EventText.WriteJson(json, one));
        }
    });

    public int Write()
    {
        string name = RunText.OwnName(run) is { } own ? $"{run.Experiment} / {own}" : run.Experiment;
        _terminal.Out.WriteLine(_terminal.Styled(Plain.Text(name), Style.Bold));
        _terminal.Out.WriteLine($"  run  {Plain.Text(run.Id)}");
        _terminal.Out.WriteLine($"  end  {End()}");
        foreach (Topic topic in Explanation.Topics)
        {
            WriteTopic(topic, _explanation.Of(topic));
        }

        if (_explanation.IsEmpty)
        {
            _terminal.Out.WriteLine();
            _terminal.Out.WriteLine("No callback decided anything, and no checkpoint was saved or deleted.");
        }

        return ExitCodes.Done;
    }

    private string End()
    {
        Cell status = RunText.Status(run.Status);
        string said = string.IsNullOrEmpty(run.EndReason) ? "" : $": {Plain.Text(run.EndReason)}";
        string when = run.EndedUtc is { } end ? $" at {Times.Clock(end, call.Context.Time)}" : " still";
        return _terminal.Styled(status.Text, status.Style) + when + said;
    }

    private void WriteTopic(Topic topic, IReadOnlyList<RunEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        _terminal.Heading(topic.Title);
        if (topic.Counts is { } what)
        {
            string last = events.Count == 1 ? "" : ", the last";
            _terminal.Out.WriteLine($"  {Numbers.Count(events.Count)} {what}{(events.Count == 1 ? "" : "s")}{last}:");
        }

        int shown = topic.Counts is null ? LinesShown : 1;
        if (topic.Counts is null && events.Count > shown)
        {
            _terminal.Out.WriteLine($"  ({Numbers.Count(events.Count - shown)} earlier; --json has them all)");
        }

        foreach (RunEvent one in events.TakeLast(shown))
        {
            WriteLine(one);
        }
    }

    /// <summary>On as many lines as it takes: a reason that is cut explains nothing.</summary>
    private void WriteLine(RunEvent one)
    {
        string clock = Times.Clock(one.TimeUtc, call.Context.Time);
        string epoch = EventData.Integer(one, "epoch") is { } number ? $"epoch {Numbers.Count(number)}: " : "";
        string reason = one.Kind == CheckpointRecords.EventKind ? CheckpointReason(one) : "";
        _terminal.Out.WriteLine($"  {clock}  {epoch}{Plain.Text(one.Message + reason)}");
    }

    private static string CheckpointReason(RunEvent one) =>
        EventData.Text(one, "reason") is { Length: > 0 } reason
        && !one.Message.Contains(reason, StringComparison.Ordinal)
            ? $" ({reason})"
            : "";
}
