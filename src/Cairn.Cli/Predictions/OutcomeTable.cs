using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Predictions;

/// <summary>Outcomes as lines.</summary>
internal static class OutcomeTable
{
    public static void Write(CliCall call, IEnumerable<OutcomeInfo> outcomes)
    {
        Symbols symbols = call.Terminal.Symbols;
        var table = new Table(
            new("Time"),
            new("Status"),
            new("Model", MinWidth: 8),
            new("Symbol", MinWidth: 6, DropOrder: 2),
            new("Actual", MinWidth: 4),
            new("Value", IsNumber: true),
            new("Right"),
            new("Prediction", DropOrder: 1));
        foreach (OutcomeInfo one in outcomes)
        {
            table.Add(
                Times.ToSecond(one.Time, call.Context.Time),
                new(Words.Of(one.Status), StyleOf(one.Status)),
                Plain.Text(one.Model),
                Plain.Text(one.Symbol),
                one.Actual.Length == 0 ? symbols.None : Plain.Text(one.Actual),
                double.IsNaN(one.Value) ? symbols.None : Numbers.Value(one.Value),
                one.IsCorrect is { } right ? right ? "yes" : "no" : symbols.None,
                new(Plain.Text(Meant(call, one)), Style.Dim));
        }

        table.Write(call.Terminal);
    }

    private static Style StyleOf(OutcomeStatus status) => status switch
    {
        OutcomeStatus.Applied => Style.Green,
        OutcomeStatus.Superseded or OutcomeStatus.Duplicate => Style.Dim,
        _ => Style.Yellow,
    };

    /// <summary>The prediction; while there is none, what was said of it.</summary>
    private static string Meant(CliCall call, OutcomeInfo one)
    {
        if (one.Prediction is { } id)
        {
            return PredictionText.ShortId(id);
        }

        return OutcomeReference.TryReadTime(one.Reference, out long decided)
            ? $"decided {Times.ToSecond(DateTimeOffset.FromUnixTimeMilliseconds(decided), call.Context.Time)}"
            : one.Reference;
    }
}
