using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Comparing;

/// <summary>A comparison for people: the runs, what they were told differently, and what came out.</summary>
internal sealed class ComparisonPage(CliCall call, IRunStore store, Comparison comparison)
{
    private const int SparkWidth = 16;

    private readonly Terminal _terminal = call.Terminal;

    private Symbols Symbols => _terminal.Symbols;

    public int Write()
    {
        WriteRuns();
        WriteParameters();
        WriteMetrics();
        return ExitCodes.Done;
    }

    private void WriteRuns()
    {
        var table = new Table(
            new(""), new("Run"), new("Experiment", MinWidth: 8, DropOrder: 3), new("Name", MinWidth: 6, DropOrder: 2),
            new("Status"), new("Took", IsNumber: true), new("Points", IsNumber: true, DropOrder: 1));
        foreach (ComparedRun run in comparison.Runs)
        {
            RunInfo info = run.Info;
            table.Add(
                new Cell(run.Label, Style.Bold),
                Plain.Text(info.Id),
                Plain.Text(info.Experiment),
                RunText.OwnName(info) is { } name ? Plain.Text(name) : Symbols.None,
                RunText.Status(info.Status),
                RunText.Duration(info, call.Now),
                Numbers.Count(info.PointCount));
        }

        table.Write(_terminal);
    }

    private void WriteParameters()
    {
        _terminal.Heading("Parameters that differ");
        if (comparison.DifferingParameters.Count == 0)
        {
            _terminal.Out.WriteLine(Same("None: all {0} are the same."));
            return;
        }

        Column[] columns = [.. comparison.Runs.Select(run => new Column(run.Label, MinWidth: 8))];
        var table = new Table([new Column("Parameter", MinWidth: 12), .. columns]);
        foreach (string key in comparison.DifferingParameters)
        {
            IEnumerable<Cell> values = comparison.Runs.Select(run => new Cell(
                run.Parameters.TryGetValue(key, out string? value) ? Plain.Text(value) : Symbols.None));
            table.Add([Plain.Text(key), .. values]);
        }

        table.Write(_terminal);
        if (comparison.SameParameters > 0)
        {
            _terminal.Out.WriteLine(_terminal.Styled(Same(comparison.SameParameters == 1 ? "1 more is the same." : "{0} more are the same."), Style.Dim));
        }
    }

    private string Same(string text) => comparison.SameParameters == 0 && text.StartsWith("None", StringComparison.Ordinal)
        ? "The runs have no parameters."
        : text.Replace("{0}", Numbers.Count(comparison.SameParameters), StringComparison.Ordinal);

    private void WriteMetrics()
    {
        _terminal.Heading("Metrics");
        if (comparison.Metrics.Count == 0)
        {
            _terminal.Out.WriteLine("No two of these runs have a metric in common. `cairn show RUN` lists those of one.");
            return;
        }

        var table = new Table(
            new("Metric", MinWidth: 10), new(""), new("Course", DropOrder: 1), new("Last", IsNumber: true),
            new("Best", IsNumber: true), new(""), new("At step", IsNumber: true, DropOrder: 2));
        foreach (ComparedMetric metric in comparison.Metrics)
        {
            foreach (ComparedSeries series in metric.Series)
            {
                table.Add(Cells(metric, series));
            }
        }

        table.Write(_terminal);
        _terminal.Out.WriteLine(_terminal.Styled(
            $"{Symbols.Best} best; smaller is better where the name says loss or error.", Style.Dim));
    }

    private Cell[] Cells(ComparedMetric metric, ComparedSeries one)
    {
        bool isFirst = one == metric.Series[0];
        bool isBest = one.Run == metric.Winner;
        bool hasBest = !double.IsNaN(one.Best);
        Style style = isBest ? Style.Green : Style.None;
        string course = Sparkline.Draw(store.ReadDownsampled(one.Series, SparkWidth), Symbols);
        return
        [
            isFirst ? Plain.Text(metric.Name) : "",
            new Cell(one.Run.Label, Style.Bold),
            new Cell(course, Style.Cyan),
            Numbers.Value(one.Series.Last),
            new Cell(hasBest ? Numbers.Value(one.Best) : Symbols.None, style),
            new Cell(isBest ? Symbols.Best : "", style),
            hasBest ? Numbers.Count(one.StepOfBest) : Symbols.None,
        ];
    }
}
