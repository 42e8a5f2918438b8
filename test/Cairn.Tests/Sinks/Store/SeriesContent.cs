using Cairn.Storage;
using Cairn.Storage.Chunks;
using Cairn.Storage.Sqlite;

namespace Cairn.Tests.Sinks.Store;

/// <summary>
/// All that a store has of a series, as text: equal texts are equal series. How the tail lies in parts does not count.
/// </summary>
internal static class SeriesContent
{
    public static string Of(SqliteRunStore store, string run, string name)
    {
        if (store.FindSeries(run, name) is not { } series)
        {
            return "none";
        }

        IEnumerable<string> points = store.ReadTail(series, (int)series.Count).Select(point => point.ToString());
        return string.Join(
            '\n',
            [
                .. Rows(store, $"SELECT is_monotonic, {BucketColumns.Names} FROM series WHERE id = {series.Id}"),
                .. Rows(store, $"SELECT number, hex(points) FROM chunks WHERE series = {series.Id} ORDER BY number"),
                .. Rows(store, $"SELECT level, number, {BucketColumns.Names} FROM levels WHERE series = {series.Id} ORDER BY level, number"),
                .. points,
                .. Tail(store, series),
            ]);
    }

    private static IEnumerable<string> Tail(SqliteRunStore store, SeriesInfo series) =>
        store.Query($"SELECT points FROM tails WHERE series = {series.Id} ORDER BY start").Rows
            .Select(row => SeriesChunk.Decode((byte[])row[0]!))
            .SelectMany(points => Enumerable.Range(0, points.Count).Select(i => points[i].ToString()));

    private static IEnumerable<string> Rows(SqliteRunStore store, string sql) =>
        store.Query(sql).Rows.Select(row => string.Join('|', row.Select(value => value ?? "NULL")));
}
