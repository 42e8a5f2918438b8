using System.Buffers.Binary;

namespace Cairn.Statistics;

/// <summary>
/// How often values fall between edges: bins of equal width from the smallest to the largest finite value. Values that
/// are not finite are counted apart. Immutable.
/// </summary>
public sealed class Histogram
{
    /// <summary>How many bins there are when nobody says: as TensorBoard's own.</summary>
    public const int DefaultBins = 30;

    internal Histogram(double[] edges, double[] counts, long notFinite)
    {
        Edges = edges;
        Counts = counts;
        NotFinite = notFinite;
    }

    /// <summary>Rising; one more than there are bins.</summary>
    public IReadOnlyList<double> Edges { get; }

    /// <summary>How many values are in each bin: at or above its left edge and below its right one, which the last bin
    /// has, too.</summary>
    public IReadOnlyList<double> Counts { get; }

    /// <summary>Values that are NaN or infinite, which no bin has.</summary>
    public long NotFinite { get; }

    /// <summary>Counts values. Where all are equal every edge is that value, and the last bin has them: so does
    /// TensorBoard. Without any finite value every edge and count is 0.</summary>
    /// <param name="values">Any number, in any order.</param>
    /// <param name="bins">How many bins, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one bin.</exception>
    public static Histogram Of(ReadOnlySpan<float> values, int bins = DefaultBins)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        var range = FiniteRange.Of(values);
        double[] edges = EvenEdges(range, bins);
        double[] counts = new double[bins];
        if (range.Min < range.Max)
        {
            Count(values, edges, counts);
        }
        else
        {
            counts[^1] = range.Count;
        }

        return new Histogram(edges, counts, values.Length - range.Count);
    }

    /// <summary>As the journal and the store have it: 64-bit numbers, little endian: not finite, then edges, then
    /// counts.</summary>
    internal byte[] ToBytes()
    {
        byte[] bytes = new byte[sizeof(double) * (1 + Edges.Count + Counts.Count)];
        double[] numbers = [NotFinite, .. Edges, .. Counts];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), numbers[i]);
        }

        return bytes;
    }

    /// <summary>False when the bytes are no histogram.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out Histogram? histogram)
    {
        histogram = null;
        int numbers = bytes.Length / sizeof(double);
        if (bytes.Length % sizeof(double) != 0 || numbers < 2 || numbers % 2 != 0)
        {
            return false;
        }

        int bins = (numbers - 2) / 2;
        double[] edges = ReadNumbers(bytes[sizeof(double)..], bins + 1);
        double[] counts = ReadNumbers(bytes[(sizeof(double) * (bins + 2))..], bins);
        histogram = new Histogram(edges, counts, (long)BinaryPrimitives.ReadDoubleLittleEndian(bytes));
        return true;
    }

    // In double, where neither the width of all floats overflows nor that of the two smallest vanishes.
    private static double[] EvenEdges(FiniteRange range, int bins)
    {
        double width = ((double)range.Max - range.Min) / bins;
        double[] edges = new double[bins + 1];
        for (int i = 0; i < bins; i++)
        {
            edges[i] = range.Min + (i * width);
        }

        edges[bins] = range.Max;
        return edges;
    }

    private static void Count(ReadOnlySpan<float> values, double[] edges, double[] counts)
    {
        double first = edges[0];
        double binsPerUnit = counts.Length / (edges[^1] - first);
        int last = counts.Length - 1;
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                continue;
            }

            // The product is from 0 to the number of bins, but may be off by a rounding: the edges decide.
            int bin = Math.Min(double.ConvertToIntegerNative<int>((value - first) * binsPerUnit), last);
            if (value < edges[bin])
            {
                bin--;
            }
            else if (value >= edges[bin + 1] && bin < last)
            {
                bin++;
            }

            counts[bin]++;
        }
    }

    private static double[] ReadNumbers(ReadOnlySpan<byte> bytes, int count)
    {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]);
        }

        return numbers;
    }
}
