using System.Globalization;
using Cairn.Cli.Output;
using Cairn.Statistics;

namespace Cairn.Cli.Drift;

/// <summary>The drift of one checkpoint, for people: the farthest feature first.</summary>
internal sealed class DriftPage(Terminal terminal, CheckpointDrift drift)
{
    private const int BarWidth = 10;

    public void Write()
    {
        terminal.Heading(Plain.Text(
            $"{drift.Checkpoint.CheckpointId}: {Numbers.Count(drift.Live)} live predictions"));
        if (drift.Problem is { } problem)
        {
            string id = drift.Checkpoint.CheckpointId;
            terminal.Out.WriteLine("  " + terminal.Styled(Plain.Text($"It cannot be read: {problem}"), Style.Red));
            terminal.Out.WriteLine(Plain.Text(
                $"  `cairn checkpoints verify {id}` says more; `cairn checkpoints restore {id} --from DIR` brings it back."));
            return;
        }

        if (drift.Report is not { } report)
        {
            terminal.Out.WriteLine(
                "  It was saved without a profile, so there is nothing to compare with. `cairn train` saves one; in code,");
            terminal.Out.WriteLine("  set CheckpointContent.Profile.");
            return;
        }

        WriteFeatures(report);
        WriteActions(report);
        terminal.Out.WriteLine();
        terminal.Out.WriteLine("  " + terminal.Styled(Verdict(report), StyleOf(Worst(report))));
        if (report.HasDrifted)
        {
            terminal.Out.WriteLine(
                "  Predictions from windows that overlap repeat each other: believe it when it stays.");
        }
    }

    private void WriteFeatures(DriftReport report)
    {
        var table = new Table(
            new("  feature", MinWidth: 12), new("distance", IsNumber: true), new("give or take", IsNumber: true, DropOrder: 2),
            new("", DropOrder: 1), new("verdict"), new("median then", IsNumber: true, DropOrder: 4),
            new("now", IsNumber: true, DropOrder: 4), new("missing then", IsNumber: true, DropOrder: 3),
            new("now", IsNumber: true, DropOrder: 3));
        IEnumerable<FeatureDrift> rows =
            report.Features.OrderByDescending(feature => feature.Distance).Append(report.Confidence);
        foreach (FeatureDrift feature in rows)
        {
            table.Add(
                "  " + Plain.Text(feature.Name), Share(feature.Distance), Share(feature.Bound), Bar(feature.Distance),
                new(DriftWords.Of(feature.Verdict), StyleOf(feature.Verdict)), Value(feature.ReferenceMedian),
                Value(feature.LiveMedian), Percent(feature.Missing.Reference), Percent(feature.Missing.Live));
        }

        table.Write(terminal);
    }

    private void WriteActions(DriftReport report)
    {
        ActionDrift actions = report.Actions;
        string mix = string.Join(", ", actions.Reference.Keys.Order(StringComparer.Ordinal).Select(
            action => $"{action} {Percent(actions.Reference[action])} -> {Percent(actions.Live[action])}"));
        terminal.Out.WriteLine(Plain.Text(
            $"  answers  {mix}; distance {Share(actions.Distance)}, give or take {Share(actions.Bound)}: "
            + DriftWords.Of(actions.Verdict)));
    }

    private static string Verdict(DriftReport report)
    {
        int drifted = Verdicts(report).Count(verdict => verdict == DriftVerdict.Drifted);
        string threshold = Share(report.Threshold);
        return drifted > 0
            ? $"{drifted} of {Verdicts(report).Count()} have drifted: they are farther than {threshold} from the training, by "
                + "more than chance explains."
            : Worst(report) switch
            {
                DriftVerdict.Unsure =>
                    $"Nothing has surely drifted; more predictions will tell whether it is beyond {threshold}.",
                DriftVerdict.Stable => $"Nothing has drifted: all that can be said is within {threshold} of the training.",
                _ => $"Too few to say anything: it takes {DriftReport.DefaultMinCount} predictions.",
            };
    }

    private static DriftVerdict Worst(DriftReport report) => Verdicts(report).Max();

    private static IEnumerable<DriftVerdict> Verdicts(DriftReport report) =>
        report.Features.Append(report.Confidence).Select(one => one.Verdict).Append(report.Actions.Verdict);

    private static Style StyleOf(DriftVerdict verdict) => verdict switch
    {
        DriftVerdict.Drifted => Style.Red,
        DriftVerdict.Stable => Style.Green,
        DriftVerdict.Unsure => Style.Yellow,
        _ => Style.Dim,
    };

    private string Bar(double share)
    {
        int done = (int)Math.Round(share * BarWidth);
        (char full, char empty) = terminal.HasUnicode ? ('█', '░') : ('#', '.');
        return new string(full, done) + new string(empty, BarWidth - done);
    }

    private string Value(float value) => float.IsNaN(value) ? terminal.Symbols.None : Numbers.Value(value);

    private string Percent(double share) =>
        double.IsNaN(share) ? terminal.Symbols.None : share.ToString("0.#%", CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString("0.000", CultureInfo.InvariantCulture);
}
