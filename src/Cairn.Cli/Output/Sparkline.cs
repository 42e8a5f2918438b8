using Cairn.Storage;

namespace Cairn.Cli.Output;

/// <summary>A series in one line of text: the mean of each bucket, and a mark where a NaN or an infinity is.</summary>
internal static class Sparkline
{
    public const int UsualWidth = 30;

    public static string Draw(IReadOnlyList<SeriesBucket> buckets, Symbols symbols)
    {
        double[] means = buckets.Select(bucket => bucket.Mean()).Where(double.IsFinite).ToArray();
        var scale = new Scale(means.DefaultIfEmpty().Min(), means.DefaultIfEmpty().Max(), symbols.Levels.Length);
        return string.Concat(buckets.Select(bucket => Mark(bucket, scale, symbols)));
    }

    /// <summary>One character for each value, of the last values where there are too many.</summary>
    public static string Draw(IReadOnlyList<double> values, Symbols symbols, int width = UsualWidth) =>
        Draw([.. values.Skip(values.Count - width).Select(ToBucket)], symbols);

    private static SeriesBucket ToBucket(double value) => new()
    {
        Count = 1,
        NanCount = double.IsNaN(value) ? 1 : 0,
        FiniteCount = double.IsFinite(value) ? 1 : 0,
        Sum = double.IsFinite(value) ? value : 0,
    };

    private static char Mark(SeriesBucket bucket, Scale scale, Symbols symbols)
    {
        if (bucket.NanCount > 0)
        {
            return symbols.NotANumber;
        }

        if (bucket.HasInfinity())
        {
            return symbols.Infinity;
        }

        return symbols.Levels[scale.DotOf(bucket.Mean())];
    }
}
