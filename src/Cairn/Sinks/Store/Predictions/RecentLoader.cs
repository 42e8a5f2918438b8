using System.Buffers.Binary;
using System.Text;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// Reads recent predictions back, so that a new writer compares with the same ones as the one before it. Belongs to the
/// draining thread.
/// </summary>
internal sealed class RecentLoader(SqliteConnection connection, RecentPredictions recent) : IDisposable
{
    /// <summary>More models are forgotten and read again.</summary>
    private const int MaxModels = 1 << 12;

    private readonly SqliteStatement _selectFirst = new(
        connection, "SELECT decided_ms FROM predictions WHERE model = $1 ORDER BY decided_ms LIMIT 1");
    private readonly SqliteStatement _selectLast = new(
        connection, "SELECT decided_ms FROM predictions WHERE model = $1 ORDER BY decided_ms DESC LIMIT 1");
    private readonly SqliteStatement _select = new(
        connection,
        """
        SELECT * FROM (
          SELECT id, symbol, action, checkpoint, decided_ms, confidence, probabilities, feature_hash, flaws
          FROM predictions
          WHERE model = $1 AND decided_ms BETWEEN $2 AND $3 AND feature_count > 0 AND length(feature_hash) = 16
          ORDER BY decided_ms DESC
          LIMIT $4
        ) ORDER BY decided_ms
        """);

    /// <summary>
    /// By model the times of decision of which every prediction of the database is remembered, as long as there is
    /// room. Bounded by <see cref="MaxModels"/>.
    /// </summary>
    private readonly Dictionary<int, LoadedSpans> _loaded = [];

    /// <summary>Makes sure that everything within a window of a decision is remembered.</summary>
    public void Require(int model, long decidedMs, long windowMs)
    {
        if (_loaded.TryGetValue(model, out LoadedSpans? loaded)
            && loaded.TryUse(decidedMs - windowMs, decidedMs + windowMs, recent.Added))
        {
            return;
        }

        // Twice the window, so that a time that goes on slowly does not bring it here with each record.
        Load(model, decidedMs - (2 * windowMs), decidedMs + (2 * windowMs));
    }

    /// <summary>Has everything read again when it is asked for.</summary>
    public void Forget() => _loaded.Clear();

    public void Dispose()
    {
        _selectFirst.Dispose();
        _selectLast.Dispose();
        _select.Dispose();
    }

    private void Load(int model, long fromMs, long toMs)
    {
        if (!_loaded.TryGetValue(model, out LoadedSpans? loaded))
        {
            if (_loaded.Count >= MaxModels)
            {
                _loaded.Clear();
            }

            loaded = new LoadedSpans(RecentPredictions.MaxCount);
            _loaded.Add(model, loaded);
        }

        // At this point nothing was written of the prediction that is asked about. What this writer writes it
        // remembers, so where the database has nothing before or behind, nothing ever needs to be read.
        bool isFirst = (long?)_selectFirst.Scalar(model) is not { } first || first >= fromMs;
        bool isLast = (long?)_selectLast.Scalar(model) is not { } last || last <= toMs;
        using SqliteDataReader row = _select.Query(model, fromMs, toMs, RecentPredictions.MaxCount);
        while (row.Read())
        {
            recent.AddIfMissing(Read(model, row));
        }

        loaded.Add(isFirst ? long.MinValue : fromMs, isLast ? long.MaxValue : toMs, recent.Added);
    }

    private static RecentPrediction Read(int model, SqliteDataReader row)
    {
        byte[] hash = row.GetFieldValue<byte[]>(7);
        var key = new RecentKey(
            model,
            row.GetInt32(1),
            row.GetInt32(3),
            BinaryPrimitives.ReadUInt64BigEndian(hash),
            BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(sizeof(ulong))));
        ulong answer = AnswerHash.Of(
            row.GetInt64(2), row.GetValueOrNan(5), Encoding.UTF8.GetBytes(row.GetString(6)));
        return new RecentPrediction(key, answer, row.GetInt64(0), row.GetInt64(4), (PredictionFlaws)row.GetInt32(8));
    }
}
