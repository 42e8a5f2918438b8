using System.Runtime.InteropServices;
using Cairn.Recording;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// Notices when a model is given the same features for a symbol again and again while time goes on. Belongs to the
/// draining thread.
/// </summary>
internal sealed class FeedWatch(SqliteConnection connection, PredictionAlarms alarms) : IDisposable
{
    /// <summary>So many calls with the same features, over so much time of decision, are a frozen feed.</summary>
    public const int FrozenCalls = 10;
    public const long FrozenMs = 15 * 60_000;

    /// <summary>More feeds are forgotten after a transaction and read again: 2 MiB.</summary>
    private const int MaxFeeds = 1 << 14;

    private readonly SqliteStatement _select = new(
        connection,
        """
        SELECT hash_low, hash_high, since_ms, last_ms, calls, is_frozen FROM prediction_feeds
        WHERE model = $1 AND symbol = $2
        """);
    private readonly RawStatement _write = new(
        connection,
        """
        INSERT OR REPLACE INTO prediction_feeds (
          model, symbol, hash_low, hash_high, since_ms, last_ms, calls, is_frozen)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """);

    /// <summary>By model and symbol. Bounded by <see cref="MaxFeeds"/> and the records of a transaction.</summary>
    private readonly Dictionary<(int Model, int Symbol), Feed> _feeds = [];

    /// <summary>What is not written yet. Cleared with each transaction.</summary>
    private readonly List<Feed> _changed = [];

    /// <summary>
    /// A model was called with these features. Returns <see cref="PredictionFlaws.FrozenFeed"/> while they stand still.
    /// A decision before the newest one neither begins nor ends that.
    /// </summary>
    public PredictionFlaws Observe(in StoredPrediction prediction, in PredictionPayload fields)
    {
        Feed feed = Find(prediction);
        if (feed.Calls > 0 && prediction.DecidedMs < feed.LastMs)
        {
            return feed.IsFrozen && feed.Has(fields) ? PredictionFlaws.FrozenFeed : PredictionFlaws.None;
        }

        if (!feed.IsChanged)
        {
            feed.IsChanged = true;
            _changed.Add(feed);
        }

        if (feed.Calls > 0 && feed.Has(fields))
        {
            Repeat(feed, prediction, fields.TimeMs);
        }
        else
        {
            Move(feed, prediction, fields);
        }

        return feed.IsFrozen ? PredictionFlaws.FrozenFeed : PredictionFlaws.None;
    }

    /// <summary>Writes what is in memory only, so that the transaction can be committed.</summary>
    public void Flush()
    {
        foreach (Feed feed in _changed)
        {
            Write(feed);
            feed.IsChanged = false;
        }

        _changed.Clear();
        if (_feeds.Count > MaxFeeds)
        {
            _feeds.Clear();
        }
    }

    public void Dispose()
    {
        _select.Dispose();
        _write.Dispose();
    }

    private void Repeat(Feed feed, in StoredPrediction prediction, long timeMs)
    {
        feed.Calls++;
        feed.LastMs = prediction.DecidedMs;
        if (!feed.IsFrozen && feed.Calls >= FrozenCalls && feed.LastMs - feed.SinceMs >= FrozenMs)
        {
            feed.IsFrozen = true;
            alarms.Freeze(timeMs, prediction, feed.SinceMs, feed.Calls);
        }
    }

    private void Move(Feed feed, in StoredPrediction prediction, in PredictionPayload fields)
    {
        if (feed.IsFrozen)
        {
            alarms.Thaw(fields.TimeMs, prediction, feed.SinceMs, feed.Calls);
        }

        (feed.HashLow, feed.HashHigh) = (fields.HashLow, fields.HashHigh);
        feed.SinceMs = prediction.DecidedMs;
        feed.LastMs = prediction.DecidedMs;
        feed.Calls = 1;
        feed.IsFrozen = false;
    }

    private Feed Find(in StoredPrediction prediction)
    {
        (int Model, int Symbol) key = ((int)prediction.Model, (int)prediction.Symbol);
        ref Feed? feed = ref CollectionsMarshal.GetValueRefOrAddDefault(_feeds, key, out _);
        return feed ??= Read(prediction.Model, prediction.Symbol);
    }

    private Feed Read(long model, long symbol)
    {
        var feed = new Feed(model, symbol);
        using SqliteDataReader row = _select.Query(model, symbol);
        if (row.Read())
        {
            feed.HashLow = (ulong)row.GetInt64(0);
            feed.HashHigh = (ulong)row.GetInt64(1);
            feed.SinceMs = row.GetInt64(2);
            feed.LastMs = row.GetInt64(3);
            feed.Calls = row.GetInt64(4);
            feed.IsFrozen = row.GetBoolean(5);
        }

        return feed;
    }

    private void Write(Feed feed)
    {
        _write.Bind(1, feed.Model);
        _write.Bind(2, feed.Symbol);
        _write.Bind(3, (long)feed.HashLow);
        _write.Bind(4, (long)feed.HashHigh);
        _write.Bind(5, feed.SinceMs);
        _write.Bind(6, feed.LastMs);
        _write.Bind(7, feed.Calls);
        _write.Bind(8, feed.IsFrozen ? 1 : 0);
        _write.Run();
    }

    /// <summary>The run of equal features that a model was given for a symbol last.</summary>
    private sealed class Feed(long model, long symbol)
    {
        public long Model { get; } = model;

        public long Symbol { get; } = symbol;

        public ulong HashLow { get; set; }

        public ulong HashHigh { get; set; }

        public long SinceMs { get; set; }

        public long LastMs { get; set; }

        /// <summary>0 for a feed that is new.</summary>
        public long Calls { get; set; }

        public bool IsFrozen { get; set; }

        public bool IsChanged { get; set; }

        public bool Has(in PredictionPayload fields) => HashLow == fields.HashLow && HashHigh == fields.HashHigh;
    }
}
