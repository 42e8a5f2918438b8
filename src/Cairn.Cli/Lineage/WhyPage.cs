using Cairn.Cli.Checkpoints;
using Cairn.Cli.Decisions;
using Cairn.Cli.Output;
using Cairn.Cli.Predictions;
using Cairn.Storage;

namespace Cairn.Cli.Lineage;

/// <summary>The way back from a prediction, on one page for people.</summary>
internal sealed class WhyPage(CliCall call, PredictionLineage lineage)
{
    private readonly Terminal _terminal = call.Terminal;

    public int Write()
    {
        new PredictionPage(call, lineage.Prediction, lineage.Contract).Write();
        WriteCheckpoint();
        WriteRun();
        return ExitCodes.Done;
    }

    private void WriteCheckpoint()
    {
        CheckpointLink link = lineage.Checkpoint;
        _terminal.Heading("Checkpoint");
        if (link.Id is { } id)
        {
            Line("id", id);
        }

        WriteStanding(link);
        if (link.RecordedDigest.Length > 0)
        {
            Line("digest", link.RecordedDigest);
        }

        if (link.Metadata is not { } metadata)
        {
            return;
        }

        Line("state", $"epoch {Numbers.Count(metadata.Epoch)}, step {Numbers.Count(metadata.Step)}, saved "
            + Times.Full(metadata.CreatedUtc, call.Context.Time));
        Line("ranked", metadata.MonitorMetric is { } metric
            ? $"{metric} {CheckpointText.Score(metadata.Score, _terminal.Symbols)} ({CheckpointText.Goal(metadata.Goal)} is best)"
            : "by nothing");
    }

    private void WriteStanding(CheckpointLink link)
    {
        (string mark, Style style) = link.Standing switch
        {
            CheckpointStanding.Same => (_terminal.Symbols.Ok, Style.Green),
            CheckpointStanding.Altered or CheckpointStanding.Damaged => (_terminal.Symbols.Fail, Style.Red),
            _ => (_terminal.Symbols.Warn, Style.Yellow),
        };
        _terminal.Out.WriteLine($"  {_terminal.Styled(mark, style)} {Plain.Text(link.Message)}");
    }

    private void WriteRun()
    {
        _terminal.Heading("Run");
        if (lineage.Run.Run is not { } run)
        {
            _terminal.Out.WriteLine(
                $"  {_terminal.Styled(_terminal.Symbols.Warn, Style.Yellow)} {Plain.Text(lineage.Run.Message!)}");
            return;
        }

        string name = RunText.OwnName(run) is { } own ? $" / {own}" : "";
        Line("run", $"{run.Id} of {run.Experiment}{name}; `cairn show {run.Id}`");
        string reason = string.IsNullOrEmpty(run.EndReason) ? "" : $": {run.EndReason}";
        Line("status", RunText.Name(run.Status) + reason);
        Line("started", Times.Full(run.StartedUtc, call.Context.Time));
        if (!string.IsNullOrEmpty(run.Note))
        {
            Line("note", run.Note);
        }

        WritePairs("Configuration", Configuration(run));
        WritePairs("Tags", lineage.Run.Tags);
        WriteDecisions();
    }

    private IEnumerable<KeyValuePair<string, string>> Configuration(RunInfo run) => lineage.Run.Parameters.Count == 0
        ? StoredJson.Flatten(run.ConfigurationJson)
        : lineage.Run.Parameters.Select(pair => KeyValuePair.Create(pair.Key, StoredJson.Value(pair.Value)));

    private void WriteDecisions()
    {
        var lines = new TopicLines(call);
        foreach (Topic topic in Explanation.Topics)
        {
            lines.Write(topic, lineage.Run.Decisions.Of(topic));
        }
    }

    private void WritePairs(string title, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        KeyValuePair<string, string>[] lines = [.. pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        if (lines.Length == 0)
        {
            return;
        }

        _terminal.Heading(title);
        var table = new Table(new Column(""), new Column("", MinWidth: 20)) { HasTitles = false };
        foreach ((string key, string value) in lines)
        {
            table.Add("  " + Plain.Text(key), Plain.Text(value));
        }

        table.Write(_terminal);
    }

    private void Line(string name, string text) => _terminal.Out.WriteLine($"  {name,-7}  {Plain.Text(text)}");
}
