using System.Globalization;
using Cairn.Cli.Output;
using Cairn.Statistics;

namespace Cairn.Cli.Predictions;

/// <summary>Figures of predictions as people read them, and as programs do. Stateless.</summary>
internal static class PerformanceText
{
    /// <summary>What stands where a figure of so few would be chance.</summary>
    public const string TooFew = "too few";

    /// <summary>A figure that stands on so many; fewer say nothing.</summary>
    public static Cell Figure(double value, long count, string format, Symbols symbols) => count switch
    {
        0 => symbols.None,
        < ReliabilityBin.MinCount => new Cell(TooFew, Style.Dim),
        _ => value.ToString(format, CultureInfo.InvariantCulture),
    };

    public static Cell Accuracy(Proportion accuracy, Symbols symbols) => accuracy.Of switch
    {
        0 => symbols.None,
        < ReliabilityBin.MinCount => new Cell(TooFew, Style.Dim),
        _ => PredictionText.Interval(accuracy, symbols),
    };

    /// <summary>The most frequent first: <c>BUY 60%, HOLD 40%</c>.</summary>
    public static string Actions(PerformanceFigures figures, Symbols symbols) => Plain.Text(string.Join(", ", figures.Actions
        .OrderByDescending(action => action.Value)
        .ThenBy(action => action.Key, StringComparer.Ordinal)
        .Select(action => $"{action.Key} {PredictionText.Percent((double)action.Value / figures.Records, symbols)}")));

    public static void WriteJson(JsonOutput json, PerformanceFigures figures)
    {
        json.Integer("predictions", figures.Predictions);
        json.Integer("records", figures.Records);
        json.Number("duplicate_rate", figures.DuplicateRate);
        json.Integer("flawed", figures.Flawed);
        json.Integer("resolved", figures.Resolved);
        json.Integer("expired", figures.Expired);
        json.Integer("pending", figures.Pending);
        json.Number("coverage", figures.Coverage);
        WriteProportion(json, "accuracy", figures.Accuracy);
        json.Number("mean_confidence", figures.MeanConfidence);
        json.Object("actions", () => WriteActions(json, figures));
        json.Number("mean_processing_time_ms", figures.MeanProcessingTimeMs);
        json.Number("p50_ms", figures.P50Ms);
        json.Number("p95_ms", figures.P95Ms);
        json.Number("p99_ms", figures.P99Ms);
        json.Integer("valued", figures.Valued);
        json.Number("mean_value", figures.MeanValue);
        json.Number("total_value", figures.TotalValue);
        json.Integer("scored", figures.Scored);
        json.Number("brier", figures.Brier);
        json.Number("log_loss", figures.LogLoss);
        json.Number("calibration_error", figures.CalibrationError);
    }

    /// <summary>A part with its interval; <c>is_enough</c> says whether it stands on enough to mean anything.</summary>
    public static void WriteProportion(JsonOutput json, string name, Proportion part) => json.Object(name, () =>
    {
        json.Number("value", part.Value);
        json.Number("low", part.Low);
        json.Number("high", part.High);
        json.Integer("count", part.Count);
        json.Integer("of", part.Of);
        json.Flag("is_enough", part.Of >= ReliabilityBin.MinCount);
    });

    private static void WriteActions(JsonOutput json, PerformanceFigures figures)
    {
        foreach ((string action, long count) in figures.Actions)
        {
            json.Integer(action, count);
        }
    }
}
