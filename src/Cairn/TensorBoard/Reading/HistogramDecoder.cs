using System.Buffers.Binary;

namespace Cairn.TensorBoard.Reading;

/// <summary>Reads the two forms of histograms. Stateless.</summary>
internal static class HistogramDecoder
{
    private const uint MinKey = (1 << 3) | ProtoReader.Fixed64;
    private const uint MaxKey = (2 << 3) | ProtoReader.Fixed64;
    private const uint LimitField = 6;
    private const uint CountField = 7;

    /// <summary>The form of today: a tensor of left edge, right edge and count for each bin.</summary>
    public static HistogramBins? Read(TensorView tensor)
    {
        if (tensor.Rank != 2 || tensor.LastSize != 3 || tensor.ReadAll() is not { } numbers)
        {
            return null;
        }

        int bins = numbers.Length / 3;
        double[] lefts = new double[bins];
        double[] rights = new double[bins];
        double[] counts = new double[bins];
        for (int i = 0; i < bins; i++)
        {
            (lefts[i], rights[i], counts[i]) = (numbers[3 * i], numbers[(3 * i) + 1], numbers[(3 * i) + 2]);
        }

        return new HistogramBins(lefts, rights, counts);
    }

    /// <summary>
    /// The form of TensorFlow 1 and torch: <c>HistogramProto</c>. As TensorBoard does, empty bins at both ends are left out,
    /// and the outermost edges are the smallest and the largest value.
    /// </summary>
    public static HistogramBins? Read(ReadOnlySpan<byte> message)
    {
        double min = 0;
        double max = 0;
        var limits = new List<double>();
        var counts = new List<double>();
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            min = reader.CurrentKey == MinKey ? reader.Double : min;
            max = reader.CurrentKey == MaxKey ? reader.Double : max;
            if (reader.Field is LimitField or CountField)
            {
                Add(reader, reader.Field == LimitField ? limits : counts);
            }
        }

        return limits.Count == counts.Count ? Trim(min, max, limits, counts) : null;
    }

    private static HistogramBins Trim(double min, double max, List<double> limits, List<double> counts)
    {
        int first = counts.FindIndex(count => count > 0);
        if (first < 0)
        {
            return new HistogramBins([], [], []);
        }

        int last = counts.FindLastIndex(count => count > 0);
        double[] inner = [.. limits[first..last]];
        return new HistogramBins([min, .. inner], [.. inner, max], [.. counts[first..(last + 1)]]);
    }

    private static void Add(ProtoReader field, List<double> numbers)
    {
        if (field.Wire == ProtoReader.Fixed64)
        {
            numbers.Add(field.Double);
        }
        else if (field.Wire == ProtoReader.Chunk)
        {
            for (ReadOnlySpan<byte> left = field.Bytes; left.Length >= sizeof(double); left = left[sizeof(double)..])
            {
                numbers.Add(BinaryPrimitives.ReadDoubleLittleEndian(left));
            }
        }
    }
}
