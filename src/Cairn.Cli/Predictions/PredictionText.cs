using System.Globalization;
using Cairn.Cli.Output;
using Cairn.Statistics;
using Cairn.Storage;

namespace Cairn.Cli.Predictions;

/// <summary>Parts of a prediction as people read them, and as programs do. Stateless.</summary>
internal static class PredictionText
{
    public static string Count(long count) => Numbers.Count(count, "prediction");

    /// <summary>As much of the end of an id as tells it from others, and can be typed in its place.</summary>
    public static string ShortId(PredictionId id) => string.Create(
        CultureInfo.InvariantCulture, $"{id.Source[(id.Source.LastIndexOf('-') + 1)..]}-{id.Number}");

    public static string Confidence(double confidence, Symbols symbols) => double.IsNaN(confidence)
        ? symbols.None
        : confidence.ToString("0.000", CultureInfo.InvariantCulture);

    public static string Milliseconds(double milliseconds, Symbols symbols) => milliseconds switch
    {
        double.NaN => symbols.None,
        < 10 => milliseconds.ToString("0.00", CultureInfo.InvariantCulture),
        < 1000 => milliseconds.ToString("0.0", CultureInfo.InvariantCulture),
        _ => Numbers.Value(Math.Round(milliseconds)),
    };

    public static string Percent(double part, Symbols symbols) =>
        double.IsNaN(part) ? symbols.None : (100 * part).ToString("0", CultureInfo.InvariantCulture) + "%";

    /// <summary>A part with the range in which the true one lies.</summary>
    public static string Interval(Proportion part, Symbols symbols) =>
        $"{Percent(part.Value, symbols)} ({Percent(part.Low, symbols)[..^1]}-{Percent(part.High, symbols)[..^1]})";

    /// <summary>How predictions are judged, and until when.</summary>
    public static string Judged(ModelContract contract)
    {
        OutcomeRule rule = contract.Rule;
        string flat = rule.Flat is null ? "" : $", {rule.Flat} within {Numbers.Value(rule.DeadBand)}";
        string how = rule.Up is null ? "by the action" : $"by the value: {rule.Up} above, {rule.Down} below{flat}";
        return $"{how}; horizon {Times.Span(contract.Horizon)}, then {Times.Span(contract.Deadline)} for the outcome";
    }

    /// <summary>What became of it in a word, and its value where there is one.</summary>
    public static Cell Result(PredictionInfo one)
    {
        string value = one.Outcome is { Value: var number } && !double.IsNaN(number) ? $" {Numbers.Value(number)}" : "";
        return (one.State, one.Outcome?.IsCorrect) switch
        {
            (PredictionState.Pending, _) => new("pending", Style.Dim),
            (PredictionState.Expired, _) => new("expired", Style.Yellow),
            (_, true) => new("right" + value, Style.Green),
            (_, false) => new("wrong" + value, Style.Red),
            _ => new("resolved" + value),
        };
    }

    /// <summary>Flaws, and how often it was repeated; empty for most.</summary>
    public static Cell Remarks(PredictionInfo one)
    {
        IEnumerable<string> remarks = Words.OfFlags(one.Flaws);
        remarks = one.RepeatCount == 0 ? remarks : remarks.Append($"{Numbers.Count(one.RepeatCount)} repeated");
        return new(string.Join(", ", remarks), one.Flaws == PredictionFlaws.None ? Style.Dim : Style.Yellow);
    }
}
