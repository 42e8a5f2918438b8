using Cairn.Storage;

namespace Cairn.Cli.Features;

/// <summary>The series that tells best how a run is doing.</summary>
internal static class MainLoss
{
    private const string Word = "loss";

    /// <summary>A validation loss, else another loss, else none.</summary>
    public static SeriesInfo? Find(IEnumerable<SeriesInfo> series) => All(series).FirstOrDefault();

    /// <summary>Every loss, those of validation first and then the shortest names first.</summary>
    public static IEnumerable<SeriesInfo> All(IEnumerable<SeriesInfo> series) => series
        .Where(one => one.Name.Contains(Word, StringComparison.OrdinalIgnoreCase))
        .OrderByDescending(one => one.Name.Contains("val", StringComparison.OrdinalIgnoreCase))
        .ThenBy(one => one.Name.Length)
        .ThenBy(one => one.Name, StringComparer.Ordinal);
}
