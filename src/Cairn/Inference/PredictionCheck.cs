using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Inference;

/// <summary>Finds what is wrong with the numbers of a prediction. Stateless.</summary>
internal static class PredictionCheck
{
    /// <summary>
    /// How far from 1 probabilities may add up: a hundredth, so that three rounded thirds are right, and what adding
    /// loses.
    /// </summary>
    private const double SumTolerance = 0.01 + 1e-9;

    /// <param name="prediction">What was handed in.</param>
    /// <param name="decidedMs">When it was decided, in milliseconds.</param>
    /// <param name="dataMs">How old its data is; <see cref="TextRecord.NoStep"/> when nobody said.</param>
    public static PredictionFlaws Of(in Prediction prediction, long decidedMs, long dataMs)
    {
        PredictionFlaws flaws = IsShare(prediction.Confidence) ? PredictionFlaws.None : PredictionFlaws.BadConfidence;
        if (!AreProbabilities(prediction.Probabilities))
        {
            flaws |= PredictionFlaws.BadProbabilities;
        }

        if (dataMs > decidedMs)
        {
            flaws |= PredictionFlaws.LookAhead;
        }

        if (prediction.ProcessingTimeMs is < 0 or double.PositiveInfinity) // NaN: nobody measured
        {
            flaws |= PredictionFlaws.BadProcessingTime;
        }

        return flaws;
    }

    private static bool AreProbabilities(ReadOnlySpan<ActionProbability> probabilities)
    {
        if (probabilities.IsEmpty)
        {
            return true;
        }

        double sum = 0;
        foreach (ActionProbability one in probabilities)
        {
            if (!IsShare(one.Probability))
            {
                return false;
            }

            sum += one.Probability;
        }

        return Math.Abs(sum - 1) <= SumTolerance;
    }

    private static bool IsShare(double value) => value is >= 0 and <= 1;
}
