namespace Cairn.Statistics;

/// <summary>What an outcome says of a prediction. Immutable.</summary>
/// <param name="IsCorrect">Whether it was right; null when that cannot be said.</param>
/// <param name="Brier">Its Brier score; NaN when it cannot be said how sure it was, or whether it was right.</param>
/// <param name="LogLoss">Its logarithmic loss in nats; NaN where <paramref name="Brier"/> is.</param>
/// <remarks>
/// Glenn W. Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78 (1950); I. J.
/// Good, "Rational decisions", Journal of the Royal Statistical Society B 14 (1952).
/// </remarks>
internal readonly record struct Judgement(bool? IsCorrect, double Brier, double LogLoss)
{
    /// <summary>How far from 1 all probabilities together may be and still be all of them.</summary>
    private const double SumTolerance = 0.01;

    /// <summary>A probability of 0 for what came would cost infinitely much.</summary>
    private const double LeastProbability = 1e-15;

    /// <summary>Nothing can be said.</summary>
    public static readonly Judgement None = new(null, double.NaN, double.NaN);

    /// <summary>Whether a number can be the confidence of a prediction; others are left out of means.</summary>
    public static bool IsConfidence(double number) => number is >= 0 and <= 1;

    /// <summary>Judges a prediction.</summary>
    /// <param name="action">What it said.</param>
    /// <param name="confidence">How sure it was.</param>
    /// <param name="probabilities">Probability of each action, as far as it is known.</param>
    /// <param name="right">The action that would have been right; null when nobody knows.</param>
    public static Judgement Of(
        string action, double confidence, IReadOnlyDictionary<string, double> probabilities, string? right)
    {
        if (right is null)
        {
            return None;
        }

        bool isCorrect = action == right;
        if (TryScore(probabilities, right, out double brier, out double probability))
        {
            return new Judgement(isCorrect, brier, LossOf(probability));
        }

        double expected = isCorrect ? 1 : 0;
        return IsConfidence(confidence)
            ? new Judgement(
                isCorrect, (confidence - expected) * (confidence - expected), LossOf(1 - Math.Abs(confidence - expected)))
            : new Judgement(isCorrect, double.NaN, double.NaN);
    }

    /// <summary>False when these are not all of the probabilities, or the right action is not one of them.</summary>
    private static bool TryScore(
        IReadOnlyDictionary<string, double> probabilities, string right, out double brier, out double probability)
    {
        brier = 0;
        if (!probabilities.TryGetValue(right, out probability))
        {
            return false;
        }

        double sum = 0;
        foreach ((string action, double one) in probabilities)
        {
            if (!IsConfidence(one))
            {
                return false;
            }

            double error = one - (action == right ? 1 : 0);
            brier += error * error;
            sum += one;
        }

        return Math.Abs(sum - 1) <= SumTolerance;
    }

    private static double LossOf(double probability) => -Math.Log(Math.Max(probability, LeastProbability));
}
