namespace Cairn.Statistics;

/// <summary>How well confidence tells accuracy, worked out of a <see cref="ConfidenceTable"/>. Stateless.</summary>
internal static class Calibration
{
    /// <summary>Ten bins of ten steps.</summary>
    private const int Bins = 10;

    private const int StepsOfBin = ConfidenceTable.Steps / Bins;

    /// <summary>Ten equally wide ranges, empty ones too.</summary>
    public static IReadOnlyList<ReliabilityBin> Reliability(ConfidenceTable table)
    {
        var bins = new ReliabilityBin[Bins];
        for (int i = 0; i < Bins; i++)
        {
            bins[i] = BinOf(table, i * StepsOfBin, (i + 1) * StepsOfBin);
        }

        return bins;
    }

    /// <summary>
    /// Ranges with about a tenth of the predictions each: a step belongs to the tenth in which the middle one of its
    /// predictions is. Where one step holds more than a tenth there are fewer ranges.
    /// </summary>
    public static IReadOnlyList<ReliabilityBin> Deciles(ConfidenceTable table)
    {
        var deciles = new List<ReliabilityBin>(Bins);
        int from = 0;
        int to = 0;
        int decile = -1;
        long before = 0;
        for (int step = 0; step < ConfidenceTable.Steps; step++)
        {
            long count = table[step].Count;
            if (count == 0)
            {
                continue;
            }

            int own = (int)(Bins * (before + (count / 2.0)) / table.Count);
            if (own != decile && decile >= 0)
            {
                deciles.Add(BinOf(table, from, to));
            }

            from = own == decile ? from : step;
            (to, decile, before) = (step + 1, own, before + count);
        }

        if (decile >= 0)
        {
            deciles.Add(BinOf(table, from, to));
        }

        return deciles;
    }

    /// <summary>
    /// The expected calibration error (Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using
    /// Bayesian binning", AAAI 2015): how far accuracy is from confidence, averaged over the bins by their counts. NaN of
    /// nothing.
    /// </summary>
    public static double Error(ConfidenceTable table)
    {
        if (table.Count == 0)
        {
            return double.NaN;
        }

        double sum = 0;
        for (int i = 0; i < Bins; i++)
        {
            ConfidenceStep bin = SumOf(table, i * StepsOfBin, (i + 1) * StepsOfBin);
            sum += Math.Abs(bin.Correct - bin.ConfidenceSum);
        }

        return sum / table.Count;
    }

    private static ReliabilityBin BinOf(ConfidenceTable table, int from, int to)
    {
        ConfidenceStep sum = SumOf(table, from, to);
        return new ReliabilityBin(
            (double)from / ConfidenceTable.Steps,
            (double)to / ConfidenceTable.Steps,
            sum.Count == 0 ? double.NaN : sum.ConfidenceSum / sum.Count,
            new Proportion(sum.Correct, sum.Count));
    }

    private static ConfidenceStep SumOf(ConfidenceTable table, int from, int to)
    {
        ConfidenceStep sum = default;
        for (int step = from; step < to; step++)
        {
            sum = sum.Plus(table[step]);
        }

        return sum;
    }
}
