namespace Cairn.Checkpoints.Golden;

/// <summary>Lets a model answer golden pairs again and compares. Stateless.</summary>
internal static class GoldenReplay
{
    public static GoldenReport Run(GoldenPairs pairs, GoldenModel predict, double tolerance)
    {
        float[] answer = new float[pairs.OutputSize];
        int mismatches = 0;
        int worstPair = -1;
        double worst = 0;
        for (int pair = 0; pair < pairs.Count; pair++)
        {
            Array.Fill(answer, float.NaN); // what the model leaves out is no answer
            predict(pairs.Input(pair), answer);
            double difference = LargestDifference(pairs.Output(pair), answer);
            mismatches += difference > tolerance ? 1 : 0;
            if (difference > worst)
            {
                (worst, worstPair) = (difference, pair);
            }
        }

        return new GoldenReport(pairs.Count, mismatches, worst, worstPair, tolerance);
    }

    private static double LargestDifference(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        double largest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Difference(expected[i], actual[i]));
        }

        return largest;
    }

    /// <summary>Equal ones, NaN and infinities among them, do not differ; what is no number differs from all others.</summary>
    private static double Difference(float expected, float actual)
    {
        if (expected.Equals(actual))
        {
            return 0;
        }

        return float.IsFinite(expected) && float.IsFinite(actual)
            ? Math.Abs((double)expected - actual) / Math.Max(1, Math.Abs((double)expected))
            : double.PositiveInfinity;
    }
}
