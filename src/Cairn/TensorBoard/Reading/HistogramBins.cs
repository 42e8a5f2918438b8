using Cairn.Statistics;

namespace Cairn.TensorBoard.Reading;

/// <summary>
/// The bins of a histogram as an event file has them: of any width, and perhaps with gaps. All three lists are of the same
/// length.
/// </summary>
/// <param name="Lefts">Where each bin begins.</param>
/// <param name="Rights">Where each bin ends.</param>
/// <param name="Counts">How many values are in each.</param>
public sealed record HistogramBins(
    IReadOnlyList<double> Lefts, IReadOnlyList<double> Rights, IReadOnlyList<double> Counts)
{
    /// <summary>The same bins as edges and counts, with an empty bin for each gap.</summary>
    /// <returns>Null when bins overlap or an edge is no finite number.</returns>
    public Histogram? ToHistogram()
    {
        var edges = new List<double>(Lefts.Count + 1);
        var counts = new List<double>(Lefts.Count);
        for (int i = 0; i < Lefts.Count; i++)
        {
            if (!double.IsFinite(Lefts[i]) || !double.IsFinite(Rights[i]) || Rights[i] < Lefts[i]
                || (edges.Count > 0 && Lefts[i] < edges[^1]))
            {
                return null;
            }

            if (edges.Count == 0 || Lefts[i] > edges[^1])
            {
                counts.AddRange(edges.Count == 0 ? [] : [0]);
                edges.Add(Lefts[i]);
            }

            edges.Add(Rights[i]);
            counts.Add(Counts[i]);
        }

        return new Histogram(edges.Count == 0 ? [0] : [.. edges], [.. counts], notFinite: 0);
    }
}
