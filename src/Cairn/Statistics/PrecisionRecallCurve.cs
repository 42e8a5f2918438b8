using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Cairn.Statistics;

/// <summary>
/// What a binary classifier gains and loses at each threshold. Thresholds are spread evenly from 0 to 1. Immutable.
/// </summary>
public sealed class PrecisionRecallCurve
{
    /// <summary>How many numbers there are for each threshold.</summary>
    internal const int RowCount = 6;

    /// <summary>One number in each of the six rows.</summary>
    private const int BytesPerThreshold = RowCount * sizeof(float);

    internal PrecisionRecallCurve(float[] rows) => Rows = rows;

    /// <summary>How many thresholds there are.</summary>
    public int Thresholds => Rows.Length / RowCount;

    /// <summary>
    /// Six rows, one number for each threshold: true positives, false positives, true negatives, false negatives,
    /// precision, recall.
    /// </summary>
    internal float[] Rows { get; }

    /// <summary>Counts answers: positive at a threshold are those whose score is at or above it.</summary>
    /// <param name="isPositive">Which were truly positive.</param>
    /// <param name="scores">How sure the model was of each, 0 to 1; of the same length.</param>
    /// <param name="thresholds">How many thresholds, at least 2.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a score is not from 0 to 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two thresholds.</exception>
    public static PrecisionRecallCurve Of(
        ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> scores, int thresholds = 201)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(thresholds, 2);
        if (isPositive.Length != scores.Length)
        {
            throw new ArgumentException(
                $"There are {isPositive.Length} answers and {scores.Length} scores. Give one score for each.",
                nameof(scores));
        }

        double[] truePositives = new double[thresholds];
        double[] falsePositives = new double[thresholds];
        for (int i = 0; i < scores.Length; i++)
        {
            (isPositive[i] ? truePositives : falsePositives)[LastPassed(scores, i, thresholds)]++;
        }

        SumFromTheEnd(truePositives);
        SumFromTheEnd(falsePositives);
        return new PrecisionRecallCurve(ToRows(truePositives, falsePositives));
    }

    /// <summary>As the journal and the store have it: the rows as 32-bit numbers, little endian.</summary>
    internal byte[] ToBytes() => MemoryMarshal.AsBytes(Rows.AsSpan()).ToArray();

    /// <summary>False when the bytes are no curve.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PrecisionRecallCurve? curve)
    {
        bool isCurve = bytes.Length > 0 && bytes.Length % BytesPerThreshold == 0;
        curve = isCurve ? new PrecisionRecallCurve(MemoryMarshal.Cast<byte, float>(bytes).ToArray()) : null;
        return isCurve;
    }

    /// <summary>The highest threshold that a score is at or above.</summary>
    private static int LastPassed(ReadOnlySpan<double> scores, int index, int thresholds)
    {
        double score = scores[index];
        return score is >= 0 and <= 1
            ? (int)(score * (thresholds - 1))
            : throw new ArgumentException(
                $"The score at {index} is {score}. Scores are probabilities, from 0 to 1.", nameof(scores));
    }

    private static void SumFromTheEnd(double[] counts)
    {
        for (int i = counts.Length - 2; i >= 0; i--)
        {
            counts[i] += counts[i + 1];
        }
    }

    private static float[] ToRows(double[] truePositives, double[] falsePositives)
    {
        int count = truePositives.Length;
        float[] rows = new float[RowCount * count];
        for (int i = 0; i < count; i++)
        {
            double falseNegatives = truePositives[0] - truePositives[i];
            rows[i] = (float)truePositives[i];
            rows[count + i] = (float)falsePositives[i];
            rows[(2 * count) + i] = (float)(falsePositives[0] - falsePositives[i]);
            rows[(3 * count) + i] = (float)falseNegatives;
            rows[(4 * count) + i] = Share(truePositives[i], truePositives[i] + falsePositives[i]);
            rows[(5 * count) + i] = Share(truePositives[i], truePositives[0]);
        }

        return rows;
    }

    // As TensorBoard's own: of none, none.
    private static float Share(double part, double whole) => whole == 0 ? 0 : (float)(part / whole);
}
