using Cairn.Statistics;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>The rows of profiles and of what is on its way into them. Belongs to the draining thread.</summary>
internal sealed class ProfileTable(SqliteConnection connection) : IDisposable
{
    private const string OfKey = "WHERE model = $1 AND checkpoint = $2 AND day_ms = $3";

    private readonly SqliteStatement _select = new(connection, $"SELECT profile FROM input_profiles {OfKey}");
    private readonly SqliteStatement _replace = new(
        connection,
        "INSERT OR REPLACE INTO input_profiles (model, checkpoint, day_ms, profile) VALUES ($1, $2, $3, $4)");
    private readonly SqliteStatement _countTails = new(connection, $"SELECT count(*) FROM input_tails {OfKey}");
    private readonly SqliteStatement _selectTails = new(
        connection, $"SELECT features, confidence, action FROM input_tails {OfKey} ORDER BY id");
    private readonly SqliteStatement _deleteTails = new(connection, $"DELETE FROM input_tails {OfKey}");
    private readonly SqliteStatement _insertTail = new(
        connection,
        """
        INSERT INTO input_tails (model, checkpoint, day_ms, action, confidence, features)
        VALUES ($1, $2, $3, $4, $5, $6)
        """);

    /// <summary>The profile; an empty one where there is none, or none that can be read.</summary>
    public InputProfile Read(ProfileKey key)
    {
        byte[]? bytes = (byte[]?)_select.Scalar(key.Model, key.Checkpoint, key.DayMs);
        InputProfile.TryRead(bytes, out InputProfile profile);
        return profile;
    }

    public void Write(ProfileKey key, InputProfile profile) =>
        _replace.Run(key.Model, key.Checkpoint, key.DayMs, profile.ToBytes());

    public int CountTails(ProfileKey key) => (int)(long)_countTails.Scalar(key.Model, key.Checkpoint, key.DayMs)!;

    public void InsertTail(ProfileKey key, in PendingInput input, ReadOnlySpan<float> features) => _insertTail.Run(
        key.Model, key.Checkpoint, key.DayMs, input.Action, input.Confidence, ProfileTail.Write(input.WeightLog, features));

    /// <summary>Puts the tails into the profile, and takes them out of their table.</summary>
    public void MoveTails(ProfileKey key, InputProfile profile, Func<long, string> textOf)
    {
        using (SqliteDataReader row = _selectTails.Query(key.Model, key.Checkpoint, key.DayMs))
        {
            while (row.Read())
            {
                ProfileTail.AddTo(profile, (byte[])row[0], row.GetValueOrNan(1), textOf(row.GetInt64(2)));
            }
        }

        _deleteTails.Run(key.Model, key.Checkpoint, key.DayMs);
    }

    public void Dispose()
    {
        _select.Dispose();
        _replace.Dispose();
        _countTails.Dispose();
        _selectTails.Dispose();
        _deleteTails.Dispose();
        _insertTail.Dispose();
    }
}
