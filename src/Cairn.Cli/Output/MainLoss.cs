using Cairn.Storage;

namespace Cairn.Cli.Output;

/// <summary>The series that tells best how a run is doing.</summary>
internal static class MainLoss
{
    /// <summary>A validation loss, else another loss, else none.</summary>
    public static SeriesInfo? Find(IReadOnlyList<SeriesInfo> series) => All(series).FirstOrDefault();

    /// <summary>
    /// Every loss, those of validation first and then the shortest names first; those that repeat others by epoch only
    /// where there are no others.
    /// </summary>
    public static IEnumerable<SeriesInfo> All(IReadOnlyList<SeriesInfo> series)
    {
        ILookup<bool, SeriesInfo> losses = series
            .Where(one => Has(one, "loss") && !Has(one, "baseline"))
            .ToLookup(IsByEpoch);
        return InOrder(losses[false].Any() ? losses[false] : losses[true]);
    }

    private static bool Has(SeriesInfo series, string word) =>
        series.Name.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static bool IsByEpoch(SeriesInfo series) => series.Name.StartsWith("epoch/", StringComparison.Ordinal);

    private static IEnumerable<SeriesInfo> InOrder(IEnumerable<SeriesInfo> losses) => losses
        .OrderByDescending(one => Has(one, "val"))
        .ThenBy(one => one.Name.Length)
        .ThenBy(one => one.Name, StringComparer.Ordinal);
}
