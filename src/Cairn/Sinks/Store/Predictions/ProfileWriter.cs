using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// Keeps sketches of what models are given and answer, by day and checkpoint. Nothing is remembered from one
/// transaction to the next. Belongs to the draining thread.
/// </summary>
/// <param name="connection">The connection that writes.</param>
/// <param name="textOf">The word behind a label.</param>
internal sealed class ProfileWriter(SqliteConnection connection, Func<long, string> textOf) : IDisposable
{
    /// <summary>A month of days of one model, or a day of as many models: a megabyte or so.</summary>
    private const int MaxOpen = 32;

    private const long DayMs = 24 * 60 * 60 * 1000;

    private readonly ProfileTable _table = new(connection);

    /// <summary>Bounded by <see cref="MaxOpen"/>; cleared with each transaction.</summary>
    private readonly Dictionary<ProfileKey, OpenProfile> _open = [];

    private OpenProfile? _last;
    private long _uses;

    /// <summary>A distinct prediction was written.</summary>
    public void Add(in StoredPrediction prediction, ReadOnlySpan<float> features)
    {
        var key = new ProfileKey(prediction.Model, prediction.Checkpoint, DayOf(prediction.DecidedMs));
        if (_last is null || _last.Key != key)
        {
            _last = Find(key);
        }

        _last.Add(prediction, features);
    }

    /// <summary>Writes what is in memory only, so that the transaction can be committed.</summary>
    public void Flush()
    {
        foreach (OpenProfile profile in _open.Values)
        {
            profile.Write();
        }

        _open.Clear();
        _last = null;
    }

    public void Dispose() => _table.Dispose();

    private static long DayOf(long ms) => ms - (((ms % DayMs) + DayMs) % DayMs);

    private OpenProfile Find(ProfileKey key)
    {
        if (!_open.TryGetValue(key, out OpenProfile? profile))
        {
            if (_open.Count == MaxOpen)
            {
                CloseLeastRecentlyUsed();
            }

            profile = new OpenProfile(key, _table, textOf);
            _open.Add(key, profile);
        }

        profile.LastUse = ++_uses;
        return profile;
    }

    private void CloseLeastRecentlyUsed()
    {
        OpenProfile profile = _open.Values.MinBy(open => open.LastUse)!;
        profile.Write();
        _open.Remove(profile.Key);
    }
}
