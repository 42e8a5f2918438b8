using System.Globalization;
using Cairn.Cli.Output;
using Cairn.Statistics;
using Cairn.Storage;

namespace Cairn.Cli.Predictions;

/// <summary>Statistics as lines, those of one model at a time. Coverage stands beside whatever outcomes say.</summary>
internal sealed class PerformanceTable(Symbols symbols, PerformanceSplit split)
{
    public const string DayFormat = "yyyy-MM-dd";

    private static readonly Column[] Figures =
    [
        new("Count", IsNumber: true),
        new("Coverage", IsNumber: true),
        new("Accuracy", IsNumber: true),
        new("Confidence", IsNumber: true, DropOrder: 10),
        new("Value", IsNumber: true, DropOrder: 9),
        new("Actions", MinWidth: 12, DropOrder: 6),
        new("p50 ms", IsNumber: true, DropOrder: 5),
        new("p95 ms", IsNumber: true, DropOrder: 7),
        new("p99 ms", IsNumber: true, DropOrder: 3),
        new("Brier", IsNumber: true, DropOrder: 8),
        new("Log loss", IsNumber: true, DropOrder: 1),
        new("Cal. error", IsNumber: true, DropOrder: 2),
        new("", MinWidth: 8, DropOrder: 4),
    ];

    public void Write(Terminal terminal, IEnumerable<ModelPerformance> lines)
    {
        var table = new Table([.. Keys(), .. Figures]);
        foreach (ModelPerformance line in lines)
        {
            table.Add([.. KeysOf(line), .. Cells(line.Figures)]);
        }

        table.Write(terminal);
    }

    private IEnumerable<Column> Keys()
    {
        if (split.HasFlag(PerformanceSplit.Day))
        {
            yield return new Column("Day");
        }

        if (split.HasFlag(PerformanceSplit.Symbol))
        {
            yield return new Column("Symbol", MinWidth: 8);
        }

        if (split.HasFlag(PerformanceSplit.Checkpoint))
        {
            yield return new Column("Checkpoint", MinWidth: 12);
        }
    }

    private IEnumerable<Cell> KeysOf(ModelPerformance line)
    {
        if (split.HasFlag(PerformanceSplit.Day))
        {
            yield return line.Day?.ToString(DayFormat, CultureInfo.InvariantCulture) ?? symbols.None;
        }

        if (split.HasFlag(PerformanceSplit.Symbol))
        {
            yield return Plain.Text(line.Symbol ?? symbols.None);
        }

        if (split.HasFlag(PerformanceSplit.Checkpoint))
        {
            yield return line.CheckpointId is { Length: > 0 } id ? Plain.Text(id) : symbols.None;
        }
    }

    private Cell[] Cells(PerformanceFigures figures) =>
    [
        Numbers.Count(figures.Predictions),
        PredictionText.Percent(figures.Coverage, symbols),
        PerformanceText.Accuracy(figures.Accuracy, symbols),
        PredictionText.Confidence(figures.MeanConfidence, symbols),
        double.IsNaN(figures.MeanValue) ? symbols.None : Numbers.Value(figures.MeanValue),
        PerformanceText.Actions(figures, symbols),
        PredictionText.Milliseconds(figures.P50Ms, symbols),
        PredictionText.Milliseconds(figures.P95Ms, symbols),
        PredictionText.Milliseconds(figures.P99Ms, symbols),
        PerformanceText.Figure(figures.Brier, figures.Scored, "0.000", symbols),
        PerformanceText.Figure(figures.LogLoss, figures.Scored, "0.000", symbols),
        PerformanceText.Figure(figures.CalibrationError, figures.Scored, "0.000", symbols),
        new(Remarks(figures), Style.Yellow),
    ];

    private static string Remarks(PerformanceFigures figures)
    {
        (long Count, string What)[] remarks =
        [
            (figures.Expired, "expired"), (figures.Flawed, "flawed"), (figures.Predictions - figures.Records, "repeated"),
        ];
        return string.Join(
            ", ", remarks.Where(one => one.Count > 0).Select(one => $"{Numbers.Count(one.Count)} {one.What}"));
    }
}
