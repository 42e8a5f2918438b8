using System.Buffers.Binary;

namespace Cairn.Statistics;

/// <summary>
/// How often values fall between edges: bins of equal width from the smallest to the largest finite value. Values that are
/// not finite are counted apart. Immutable.
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

    /// <summary>How many values are in each bin: at or above its left edge and below its right one, which the last bin has,
    /// too.</summary>
    public IReadOnlyList<double> Counts { get; }

    /// <summary>Values that are NaN or infinite, which no bin has.</summary>
    public long NotFinite { get; }

    /// <summary>Counts values.</summary>
    /// <param name="values">Any number, in any order.</param>
    /// <param name="bins">How many bins, at least 1.</param>
    public static Histogram Of(ReadOnlySpan<float> values, int bins = DefaultBins) => throw new NotImplementedException();

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
