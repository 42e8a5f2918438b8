using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Cairn.Recording;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>Writes the rows of predictions and of their repetitions. Belongs to the draining thread.</summary>
internal sealed class PredictionTable(SqliteConnection connection) : IDisposable
{
    private const int HashBytes = 16;

    private readonly RawStatement _insert = new(
        connection,
        """
        INSERT INTO predictions (
          id, model, symbol, action, checkpoint, decided_ms, recorded_ms, data_ms, confidence, probabilities,
          feature_hash, feature_count, latency_ms, memory_bytes, flaws, repeat_count, last_seen_ms)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 0, ?6)
        """);
    private readonly RawStatement _insertRepeat = new(
        connection, "INSERT INTO prediction_repeats (id, first) VALUES (?1, ?2)");
    private readonly RawStatement _addRepeats = new(
        connection,
        """
        UPDATE predictions SET repeat_count = repeat_count + ?2, last_seen_ms = max(last_seen_ms, ?3) WHERE id = ?1
        """);

    /// <summary>How often predictions were repeated, and when last. Cleared with each transaction.</summary>
    private readonly Dictionary<long, (int Count, long LastSeenMs)> _repeats = [];

    /// <summary>False when there is a row with its id; nothing was written then.</summary>
    public bool TryInsert(
        in StoredPrediction prediction, in PredictionPayload fields, ReadOnlySpan<byte> probabilities)
    {
        _insert.Bind(1, prediction.Id);
        _insert.Bind(2, prediction.Model);
        _insert.Bind(3, prediction.Symbol);
        _insert.Bind(4, prediction.Action);
        _insert.Bind(5, prediction.Checkpoint);
        _insert.Bind(6, prediction.DecidedMs);
        _insert.Bind(7, fields.TimeMs);
        BindDataTime(fields.DataMs);
        _insert.Bind(9, prediction.Confidence);
        _insert.BindText(10, probabilities);
        BindHash(fields);
        _insert.Bind(12, fields.FeatureCount);
        _insert.Bind(13, prediction.LatencyMs);
        _insert.Bind(14, fields.MemoryBytes);
        _insert.Bind(15, (long)prediction.Flaws);
        return _insert.TryRun();
    }

    /// <summary>
    /// Counts a repetition on the first of its kind. False when its id was counted before; nothing was written then.
    /// </summary>
    public bool TryRepeat(long repeat, long first, long decidedMs)
    {
        _insertRepeat.Bind(1, repeat);
        _insertRepeat.Bind(2, first);
        if (!_insertRepeat.TryRun())
        {
            return false;
        }

        ref (int Count, long LastSeenMs) repeats =
            ref CollectionsMarshal.GetValueRefOrAddDefault(_repeats, first, out _);
        repeats = (repeats.Count + 1, repeats.Count == 0 ? decidedMs : Math.Max(repeats.LastSeenMs, decidedMs));
        return true;
    }

    /// <summary>Writes what is in memory only, so that the transaction can be committed.</summary>
    public void Flush()
    {
        foreach ((long first, (int count, long lastSeenMs)) in _repeats)
        {
            _addRepeats.Bind(1, first);
            _addRepeats.Bind(2, count);
            _addRepeats.Bind(3, lastSeenMs);
            _addRepeats.Run();
        }

        _repeats.Clear();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _insertRepeat.Dispose();
        _addRepeats.Dispose();
    }

    private void BindDataTime(long dataMs)
    {
        if (dataMs == TextRecord.NoStep)
        {
            _insert.BindNull(8);
        }
        else
        {
            _insert.Bind(8, dataMs);
        }
    }

    /// <summary>The first half first and big endian: <c>hex()</c> shows it as other programs print this hash.</summary>
    private void BindHash(in PredictionPayload fields)
    {
        Span<byte> hash = stackalloc byte[HashBytes];
        BinaryPrimitives.WriteUInt64BigEndian(hash, fields.HashLow);
        BinaryPrimitives.WriteUInt64BigEndian(hash[sizeof(ulong)..], fields.HashHigh);
        _insert.BindBlob(11, hash);
    }
}
