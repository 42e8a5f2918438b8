using Cairn.Statistics;
using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>Reads what models were given and answered, days together. Not thread-safe.</summary>
internal sealed class ProfileReader(SqliteReadConnection connection)
{
    private const string OfModelAndDays = """
        model = (SELECT id FROM labels WHERE text = $1)
        AND ($2 IS NULL OR checkpoint IN (SELECT id FROM prediction_checkpoints WHERE checkpoint = $2))
        AND day_ms BETWEEN $3 AND $4
        """;

    /// <summary>Null when there is nothing.</summary>
    public InputProfile? Read(string model, string? checkpointId, DateOnly? firstDay, DateOnly? lastDay)
    {
        object?[] range = [model, checkpointId, StartOf(firstDay ?? DateOnly.MinValue), StartOf(lastDay ?? DateOnly.MaxValue)];
        return connection.InSnapshot(() => Read(range));
    }

    private InputProfile? Read(object?[] range)
    {
        var all = new InputProfile();
        connection.Rows(
            $"SELECT profile FROM input_profiles WHERE {OfModelAndDays} ORDER BY day_ms", row => Merge(all, row), range);
        connection.Rows(
            $"""
            SELECT features, confidence, (SELECT text FROM labels WHERE id = action)
            FROM input_tails WHERE {OfModelAndDays} ORDER BY id
            """,
            row => AddTail(all, row),
            range);
        return all.Records == 0 ? null : all;
    }

    private static bool Merge(InputProfile all, SqliteDataReader row)
    {
        bool isProfile = InputProfile.TryRead((byte[])row[0], out InputProfile day);
        all.Merge(day);
        return isProfile;
    }

    private static bool AddTail(InputProfile all, SqliteDataReader row)
    {
        ProfileTail.AddTo(all, (byte[])row[0], row.GetValueOrNan(1), row.GetStringOrNull(2) ?? "");
        return true;
    }

    private static long StartOf(DateOnly day) =>
        new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
