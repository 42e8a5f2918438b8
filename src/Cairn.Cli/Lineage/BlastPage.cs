using System.Globalization;
using Cairn.Cli.Output;
using Cairn.Cli.Predictions;
using Cairn.Statistics;
using Cairn.Storage;

namespace Cairn.Cli.Lineage;

/// <summary>What a checkpoint predicted, on one page or for programs.</summary>
internal sealed class BlastPage(CliCall call, CheckpointBlast blast, bool listsAll)
{
    /// <summary>Of more days and symbols the last are shown; --json has all.</summary>
    private const int LinesShown = 20;

    private readonly Terminal _terminal = call.Terminal;

    public int Write()
    {
        _terminal.Out.WriteLine(_terminal.Styled(Plain.Text(blast.Link.Id!), Style.Bold));
        _terminal.Out.WriteLine("  " + Plain.Text(blast.Link.Message));
        if (blast.Totals.Count == 0)
        {
            _terminal.Out.WriteLine("  It has predicted nothing that was recorded here.");
            return ExitCodes.Done;
        }

        WriteDigests();
        foreach (ModelPerformance total in blast.Totals)
        {
            _terminal.Heading(Plain.Text(total.Model) + _terminal.Symbols.Separator + Sum(total.Figures));
            WriteLines([.. blast.Lines.Where(line => line.Model == total.Model)]);
        }

        WritePredictions();
        return ExitCodes.Done;
    }

    public int WriteJson() => JsonOutput.Write(_terminal, json =>
    {
        json.Text("checkpoint", blast.Link.Id);
        json.Text("standing", Words.Of(blast.Link.Standing));
        json.Text("message", blast.Link.Message);
        json.Text("recorded_digest", blast.Link.RecordedDigest);
        json.Text("found_digest", blast.Link.FoundDigest);
        json.Objects("digests", blast.Digests, one =>
        {
            json.Text("digest", one.Digest);
            json.Integer("predictions", one.Predictions);
        });
        json.Objects("models", blast.Totals, one =>
        {
            json.Text("model", one.Model);
            PerformanceText.WriteJson(json, one.Figures);
        });
        json.Objects("days", blast.Lines, one =>
        {
            json.Text("model", one.Model);
            json.Text("day", one.Day?.ToString(PerformanceTable.DayFormat, CultureInfo.InvariantCulture));
            json.Text("symbol", one.Symbol);
            PerformanceText.WriteJson(json, one.Figures);
        });
        json.Objects("predictions", Predictions(), one => PredictionJson.Write(json, one));
    });

    private IEnumerable<PredictionInfo> Predictions() => listsAll ? blast.Predictions() : blast.Last();

    private void WriteDigests()
    {
        if (blast.Digests.Count < 2)
        {
            return;
        }

        _terminal.Out.WriteLine("  " + _terminal.Styled(
            "Its predictions do not all carry the same digest: what follows may be of different weights.", Style.Yellow));
        foreach (DigestCount one in blast.Digests)
        {
            string digest = one.Digest.Length == 0 ? "no digest" : one.Digest;
            string now = one.Digest.Length > 0 && one.Digest == blast.Link.FoundDigest ? ", as there is now" : "";
            _terminal.Out.WriteLine(Plain.Text($"    {PredictionText.Count(one.Predictions)} with {digest}{now}"));
        }
    }

    private string Sum(PerformanceFigures figures)
    {
        Symbols symbols = _terminal.Symbols;
        string flawed = figures.Flawed == 0 ? "" : $", {Numbers.Count(figures.Flawed)} flawed";
        return $"{PredictionText.Count(figures.Predictions)}{flawed}, {PredictionText.Percent(figures.Coverage, symbols)} "
            + $"with an outcome; right: {PerformanceText.Accuracy(figures.Accuracy, symbols).Text}";
    }

    private void WriteLines(IReadOnlyList<ModelPerformance> lines)
    {
        if (lines.Count > LinesShown)
        {
            _terminal.Out.WriteLine($"({Numbers.Count(lines.Count - LinesShown)} earlier lines; --json has them all)");
        }

        new PerformanceTable(_terminal.Symbols, PerformanceSplit.Day | PerformanceSplit.Symbol)
            .Write(_terminal, lines.TakeLast(LinesShown));
    }

    private void WritePredictions()
    {
        _terminal.Heading(listsAll ? "Predictions" : "Last predictions; --list shows all");
        if (!listsAll)
        {
            PredictionTable.Write(call, blast.Last());
            return;
        }

        var lines = new PredictionLines(call);
        foreach (PredictionInfo one in blast.Predictions())
        {
            lines.Write([one]);
        }
    }
}
