using Cairn.Statistics;
using Cairn.Storage;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>A prediction as it is counted again, with its repetitions and the outcome that counts.</summary>
/// <param name="Prediction">The prediction.</param>
/// <param name="Repeats">How many calls repeated it.</param>
/// <param name="IsResolved">Whether an outcome counts.</param>
/// <param name="Value">The outcome's value; NaN for none.</param>
/// <param name="Judgement">What the outcome said when it came.</param>
internal readonly record struct RebuiltPrediction(
    StoredPrediction Prediction, long Repeats, bool IsResolved, double Value, Judgement Judgement)
{
    public void CountIn(OpenPerformance row)
    {
        row.Sums.AddPrediction(
            Prediction.Confidence, Prediction.LatencyMs, Prediction.Flaws != PredictionFlaws.None);
        row.Sums.Predictions += Repeats;
        row.AddAction(Prediction.Action);
        if (IsResolved)
        {
            row.Sums.AddOutcome(Prediction.Confidence, Value, Judgement);
        }
    }
}
