using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Predictions;

/// <summary>One prediction with all that is known of it, for people.</summary>
internal sealed class PredictionPage(CliCall call, PredictionInfo one, ModelContract? contract)
{
    private readonly Terminal _terminal = call.Terminal;
    private readonly Symbols _symbols = call.Terminal.Symbols;

    public void Write()
    {
        _terminal.Out.WriteLine(_terminal.Styled(Plain.Text($"{one.Model}: {one.Action} {one.Symbol}"), Style.Bold));
        Line("id", one.Id.ToString());
        Line("decided", Decided());
        Line("sure", Sure());
        Line("given", $"{Numbers.Count(one.FeatureCount)} features, hash {one.FeatureHash}");
        string took = double.IsNaN(one.ProcessingTimeMs)
            ? "nobody measured"
            : $"{PredictionText.Milliseconds(one.ProcessingTimeMs, _symbols)} ms";
        Line("took", one.MemoryBytes == 0 ? took : $"{took}; {Numbers.Bytes(one.MemoryBytes)} in use");
        if (one.RepeatCount > 0)
        {
            Line("again", $"{Numbers.Count(one.RepeatCount)} times, last {Times.Full(one.LastSeen, call.Context.Time)}");
        }

        foreach (PredictionFlaws flaw in Enum.GetValues<PredictionFlaws>()
            .Where(flaw => flaw != PredictionFlaws.None && one.Flaws.HasFlag(flaw)))
        {
            Line("flaw", $"{Words.Of(flaw)}: {FlawText.Meaning(flaw)}", Style.Yellow);
        }

        Line("outcome", Outcome(), PredictionText.Result(one).Style);
        Line("judged", Judged());
    }

    private string Decided()
    {
        string data = one.DataAsOf switch
        {
            null => "",
            { } newest when newest > one.DecisionTime => $", on data of {Times.Span(newest - one.DecisionTime)} later",
            { } newest => $", on data of {Times.Span(one.DecisionTime - newest)} before",
        };
        return $"{Times.Full(one.DecisionTime, call.Context.Time)} ({Times.Ago(one.DecisionTime, call.Now)}){data}";
    }

    private string Sure()
    {
        string all = string.Join(", ", one.Probabilities
            .OrderByDescending(pair => pair.Value)
            .Select(pair => $"{pair.Key} {PredictionText.Confidence(pair.Value, _symbols)}"));
        return PredictionText.Confidence(one.Confidence, _symbols) + (all.Length == 0 ? "" : $" ({all})");
    }

    private string Outcome()
    {
        string result = PredictionText.Result(one).Text;
        if (one.Outcome is { } outcome)
        {
            string actual = outcome.Actual.Length == 0 ? "" : $", {outcome.Actual} would have been right";
            return $"{result}{actual}; known {Times.Full(outcome.Time, call.Context.Time)}";
        }

        return (one.State, contract) switch
        {
            (_, null) => $"{result}: nobody said until when it would count",
            (PredictionState.Expired, _) => $"{result}: none came until {Deadline(contract)}",
            _ => $"{result}: due {Due(contract)}, counts until {Deadline(contract)}",
        };
    }

    private string Judged() => contract is null
        ? "by no contract; declare one with `tracker.Inference.Declare`"
        : PredictionText.Judged(contract);

    private string Due(ModelContract judged) => Times.Full(one.DecisionTime + judged.Horizon, call.Context.Time);

    private string Deadline(ModelContract judged) =>
        Times.Full(one.DecisionTime + judged.Horizon + judged.Deadline, call.Context.Time);

    private void Line(string name, string text, Style style = Style.None) =>
        _terminal.Out.WriteLine($"  {name,-7}  {_terminal.Styled(Plain.Text(text), style)}");
}
