using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Cairn.Inference;
using Microsoft.Data.Sqlite;

namespace Cairn.Benchmarks.Inference;

/// <summary>
/// The peer: the same columns with words as text, the same index, and a unique index on the hash that counts what is
/// repeated; a prepared statement of Microsoft.Data.Sqlite in transactions of 10,000 rows that are on disk when they
/// end, as Cairn's are. The predictions are made before the clock runs.
/// </summary>
internal sealed class PredictionRows : IDisposable
{
    public const string Title = "prepared, batched inserts, Microsoft.Data.Sqlite";

    private const int RowsPerTransaction = 10_000;

    private static readonly string[] Columns =
    [
        "id", "model", "symbol", "action", "checkpoint", "decided_ms", "recorded_ms", "data_ms", "confidence",
        "probabilities", "feature_hash", "feature_count", "latency_ms", "memory_bytes", "flaws",
    ];

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly PredictionScript _script = new();
    private readonly List<object[]> _waiting = [];
    private long _lastId;

    public PredictionRows(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Execute("""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE predictions (
              id INTEGER PRIMARY KEY,
              model TEXT NOT NULL,
              symbol TEXT NOT NULL,
              action TEXT NOT NULL,
              checkpoint TEXT,
              decided_ms INTEGER NOT NULL,
              recorded_ms INTEGER NOT NULL,
              data_ms INTEGER,
              confidence REAL,
              probabilities TEXT NOT NULL,
              feature_hash BLOB NOT NULL,
              feature_count INTEGER NOT NULL,
              latency_ms REAL,
              memory_bytes INTEGER NOT NULL,
              flaws INTEGER NOT NULL,
              repeat_count INTEGER NOT NULL DEFAULT 0,
              last_seen_ms INTEGER
            ) STRICT;
            CREATE INDEX predictions_by_time ON predictions (model, decided_ms);
            CREATE UNIQUE INDEX predictions_by_hash ON predictions (feature_hash);
            """);
        _insert = _connection.CreateCommand();
        _insert.CommandText = $"""
            INSERT INTO predictions ({string.Join(", ", Columns)})
            VALUES ({string.Join(", ", Columns.Select(name => "$" + name))})
            ON CONFLICT (feature_hash)
            DO UPDATE SET repeat_count = repeat_count + 1, last_seen_ms = excluded.decided_ms
            """;
        foreach (string name in Columns)
        {
            _insert.Parameters.Add(new SqliteParameter { ParameterName = "$" + name });
        }

        _insert.Prepare();
    }

    /// <summary>Makes predictions that wait for <see cref="Write"/>.</summary>
    public void Fill(int predictions)
    {
        for (int i = 0; i < predictions; i++)
        {
            _script.Next();
            _waiting.Add(MakeRow());
        }
    }

    public void Write()
    {
        foreach (object[][] rows in _waiting.Chunk(RowsPerTransaction))
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            _insert.Transaction = transaction;
            foreach (object[] row in rows)
            {
                for (int i = 0; i < row.Length; i++)
                {
                    _insert.Parameters[i].Value = row[i];
                }

                _insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        _waiting.Clear();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    private object[] MakeRow()
    {
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        (ulong low, ulong high) = FeatureHash.Of(MemoryMarshal.AsBytes(_script.Features.AsSpan()));
        byte[] hash = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(hash, low);
        BinaryPrimitives.WriteUInt64BigEndian(hash.AsSpan(8), high);
        string probabilities = string.Join(",", _script.Distribution.Select(one => string.Create(
            CultureInfo.InvariantCulture, $"\"{one.Action}\":{one.Probability}")));
        return
        [
            ++_lastId, _script.Model, _script.Symbol, _script.Action, _script.Checkpoint, now, now, DBNull.Value,
            _script.Confidence, $"{{{probabilities}}}", hash, PredictionScript.FeatureCount, _script.LatencyMs,
            100L << 20, 0,
        ];
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
