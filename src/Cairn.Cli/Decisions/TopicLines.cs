using Cairn.Checkpoints.Indexing;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Decisions;

/// <summary>Prints what was decided, topic by topic.</summary>
internal sealed class TopicLines(CliCall call)
{
    /// <summary>Of a topic with more lines the last are shown; --json has all.</summary>
    private const int LinesShown = 10;

    private readonly Terminal _terminal = call.Terminal;

    /// <summary>Nothing where there are no events.</summary>
    public void Write(Topic topic, IReadOnlyList<RunEvent> events)
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
