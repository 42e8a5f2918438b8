using System.Globalization;
using System.Text;
using Cairn.Storage.Chunks;
using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>
/// The view <c>points(run, series, step, time_ms, value)</c> of a reading connection: chunks decoded one by one, so
/// that a condition on run and series decodes only what it asks for. NaN is NULL, as everywhere in the store, so that
/// <c>avg</c> and <c>max</c> pass over it; ±∞ are numbers.
/// </summary>
internal static class PointsView
{
    private const string Function = "cairn_points";

    // CROSS JOIN keeps SQLite to this order of the loops.
    private const string Create = $"""
        CREATE TEMP VIEW points (run, series, step, time_ms, value) AS
        SELECT series.run, series.name, point.value ->> 0, point.value ->> 1, point.value ->> 2
        FROM main.series CROSS JOIN main.chunks ON chunks.series = series.id
          CROSS JOIN json_each({Function}(chunks.points)) AS point
        UNION ALL
        SELECT series.run, series.name, point.value ->> 0, point.value ->> 1, point.value ->> 2
        FROM main.series CROSS JOIN main.tails ON tails.series = series.id
          CROSS JOIN json_each({Function}(tails.points)) AS point
        """;

    public static void Add(SqliteConnection connection)
    {
        connection.CreateFunction<byte[], string>(Function, ToJson, isDeterministic: true);
        connection.Run("PRAGMA temp_store = MEMORY");
        connection.Run(Create);
    }

    /// <summary>A chunk's points as <c>[[step,time,value],…]</c>.</summary>
    private static string ToJson(byte[] chunk)
    {
        PointColumns points = SeriesChunk.Decode(chunk);
        var json = new StringBuilder("[");
        for (int i = 0; i < points.Count; i++)
        {
            json.Append(i == 0 ? "[" : ",[")
                .Append(CultureInfo.InvariantCulture, $"{points.Steps[i]},{points.Times[i]},");
            Append(json, points.Values[i]);
            json.Append(']');
        }

        return json.Append(']').ToString();
    }

    private static void Append(StringBuilder json, double value)
    {
        if (double.IsNaN(value))
        {
            json.Append("null");
            return;
        }

        if (double.IsInfinity(value))
        {
            json.Append(value > 0 ? "9e999" : "-9e999"); // larger than any double, which SQLite reads as infinite
            return;
        }

        string digits = value.ToString("R", CultureInfo.InvariantCulture);
        json.Append(digits);
        if (!digits.AsSpan().ContainsAny('.', 'E'))
        {
            json.Append(".0"); // else it would come out as an integer, and 1 / 2 is 0 in SQL
        }
    }
}
