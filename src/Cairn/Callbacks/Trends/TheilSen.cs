namespace Cairn.Callbacks.Trends;

/// <summary>
/// The slope of values at equal distances by Theil (1950) and Sen (1968): the median of the slopes of all pairs, which
/// a few outliers do not move. Stateless.
/// </summary>
internal static class TheilSen
{
    /// <summary>The change from one value to the next; 0 of fewer than two. All values are finite.</summary>
    public static double Slope(ReadOnlySpan<double> values)
    {
        double[] slopes = new double[values.Length * (values.Length - 1) / 2];
        int count = 0;
        for (int later = 1; later < values.Length; later++)
        {
            for (int earlier = 0; earlier < later; earlier++)
            {
                slopes[count++] = (values[later] - values[earlier]) / (later - earlier);
            }
        }

        return count == 0 ? 0 : Median(slopes);
    }

    /// <summary>The middle value, or the mean of the two in the middle; it sorts what it is given.</summary>
    public static double Median(Span<double> values)
    {
        values.Sort();
        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : values[middle - 1] / 2 + values[middle] / 2;
    }
}
