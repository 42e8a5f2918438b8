using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>An outcome as it was handed in. Immutable.</summary>
/// <param name="Reference">Which prediction is meant, in the one way to write that.</param>
/// <param name="Model">Model of the prediction; empty where an id says it.</param>
/// <param name="Symbol">Symbol of the prediction; empty where an id says it.</param>
/// <param name="Actual">The action that would have been right; empty when only a value is known.</param>
/// <param name="Value">A figure; NaN when there is none.</param>
/// <param name="HappenedMs">When it became true.</param>
/// <param name="ReceivedMs">When it was handed in.</param>
internal sealed record HandedOutcome(
    string Reference, string Model, string Symbol, string Actual, double Value, long HappenedMs, long ReceivedMs)
{
    /// <summary>
    /// Null when the record makes no sense: it means no prediction, or says nothing of it.
    /// </summary>
    public static HandedOutcome? TryRead(in TextRecord record)
    {
        string model = record.Text(1);
        string symbol = record.Text(2);
        string actual = record.Text(3);
        if (Normalize(record.Text(0), model, symbol) is not { } reference
            || (actual.Length == 0 && double.IsNaN(record.Value)))
        {
            return null;
        }

        long happenedMs = record.Step == TextRecord.NoStep ? record.TimeMs : record.Step;
        bool isByTime = OutcomeReference.TryReadTime(reference, out _);
        return new HandedOutcome(
            reference,
            isByTime ? model : "",
            isByTime ? symbol : "",
            actual,
            record.Value,
            happenedMs,
            record.TimeMs);
    }

    /// <summary>Whether the two say the same of a prediction.</summary>
    public bool SaysTheSame(string actual, double value) => Actual == actual && Value.Equals(value);

    private static string? Normalize(string reference, string model, string symbol)
    {
        if (OutcomeReference.TryReadTime(reference, out long decidedMs))
        {
            return model.Length > 0 && symbol.Length > 0 ? OutcomeReference.At(decidedMs) : null;
        }

        return PredictionId.TryParse(reference, out PredictionId id) && id.Number <= PredictionKeys.MaxNumber
            ? id.ToString()
            : null;
    }
}
