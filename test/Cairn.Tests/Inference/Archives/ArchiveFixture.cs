using System.Globalization;
using Cairn.IO;
using Cairn.Storage;
using Cairn.Storage.Archives;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;
using Cairn.Tests.Tracker;
using Microsoft.Data.Sqlite;

namespace Cairn.Tests.Inference.Archives;

/// <summary>A store with predictions in it that were written by SQL, and what it holds in words.</summary>
internal sealed class ArchiveFixture : IDisposable
{
    private readonly TrackerFixture _tracker = new();

    public ArchiveFixture()
    {
        Directory.CreateDirectory(Store);
        SqliteFile.OpenToWrite(Database).Dispose();
    }

    public ManualTime Time { get; } = new();

    public string Store => _tracker.Store;

    public string Database => Path.Combine(Store, SqliteFile.Name);

    public string Archives => Path.Combine(Store, "archives");

    public StoreLayout Layout => new(PhysicalFileSystem.Instance, Store, Path.Combine(Store, "logs"));

    public CairnTracker Open() => _tracker.Open(configure: options => options.TimeProvider = Time);

    /// <summary>Names of the files in the folder of archives.</summary>
    public string[] Files() => Directory.Exists(Archives)
        ? [.. Directory.GetFiles(Archives).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>
    /// A prediction of a process that was recorded so many days ago, with everything that one can have.
    /// </summary>
    public ArchivedPrediction Some(long number, int daysAgo, string source = "20260101-000000-1-aaaaaaaa")
    {
        long timeMs = Time.GetUtcNow().AddDays(-daysAgo).ToUnixTimeMilliseconds() + number;
        return new ArchivedPrediction
        {
            Id = new PredictionId(source, number),
            Model = "dqn_agent",
            Symbol = number % 2 == 0 ? "ETH/USDT" : "BTC/USDT",
            Action = "BUY",
            CheckpointId = number % 3 == 0 ? null : "dqn_agent_20250725_143500",
            CheckpointDigest = number % 3 == 0 ? "" : "abc",
            DecidedMs = timeMs,
            RecordedMs = timeMs + 1,
            DataMs = number % 2 == 0 ? timeMs - 60_000 : null,
            Confidence = 0.85,
            Probabilities = """{"BUY":0.85,"SELL":0.15}""",
            FeatureHash = "00112233445566778899aabbccddeeff",
            FeatureCount = 40,
            LatencyMs = 12.5,
            MemoryBytes = 1 << 30,
            LastSeenMs = timeMs,
        };
    }

    /// <summary>The same with a repetition and two outcomes, of which the later one counts.</summary>
    public ArchivedPrediction Resolved(long number, int daysAgo)
    {
        ArchivedPrediction plain = Some(number, daysAgo);
        var outcome = new ArchivedOutcome
        {
            Id = (2 * number) + 1,
            Status = OutcomeStatus.Superseded,
            Reference = plain.Id.ToString(),
            Actual = "SELL",
            HappenedMs = plain.DecidedMs + 1000,
            ReceivedMs = plain.DecidedMs + 2000,
            IsCorrect = false,
            Brier = 0.7225,
            LogLoss = 1.897,
        };
        return plain with
        {
            Flaws = PredictionFlaws.LookAhead | PredictionFlaws.FrozenFeed,
            RepeatCount = 1,
            Repeats = [plain.Id with { Number = number + 1_000_000 }],
            Outcomes =
            [
                outcome,
                outcome with
                {
                    Id = outcome.Id + 1,
                    Counts = true,
                    Status = OutcomeStatus.Applied,
                    Actual = "BUY",
                    Value = 0.031,
                    IsCorrect = true,
                },
            ],
        };
    }

    /// <summary>Writes rows as the store has them, without any code that the archives use.</summary>
    public void Add(params IEnumerable<ArchivedPrediction> predictions)
    {
        using SqliteConnection connection = SqliteFile.OpenToWrite(Database);
        connection.Run("BEGIN");
        foreach (ArchivedPrediction one in predictions)
        {
            Insert(connection, one);
        }

        connection.Run("COMMIT");
    }

    public void Run(string sql)
    {
        using SqliteConnection connection = SqliteFile.OpenToWrite(Database);
        connection.Run(sql);
    }

    public long Count(string table) => Convert.ToInt64(Scalar($"SELECT count(*) FROM {table}"), CultureInfo.InvariantCulture);

    public object? Scalar(string sql)
    {
        using var connection = new SqliteReadConnection(Database);
        return connection.Connection.Scalar(sql);
    }

    /// <summary>
    /// All that belongs to predictions, in words and in an order that does not depend on when it was written.
    /// </summary>
    public string Dump()
    {
        using var connection = new SqliteReadConnection(Database);
        string predictions = DumpOf(
            connection,
            """
            SELECT inference_records.*, predictions.*
            FROM predictions
            JOIN inference_records ON inference_records.id = (SELECT journal FROM prediction_sources
              WHERE prediction_sources.id = predictions.id >> 40) || '-' || (predictions.id & 1099511627775)
            ORDER BY predictions.id
            """);
        return string.Join(
            "\n",
            predictions,
            DumpOf(connection, "SELECT * FROM outcomes ORDER BY id"),
            DumpOf(connection, "SELECT * FROM prediction_repeats ORDER BY id"));
    }

    /// <summary>What statistics say of each day, in words.</summary>
    public string Statistics()
    {
        using var connection = new SqliteReadConnection(Database);
        return DumpOf(connection, "SELECT * FROM model_performance ORDER BY model_name, date");
    }

    public void Dispose() => _tracker.Dispose();

    private static string DumpOf(SqliteReadConnection connection, string sql) =>
        string.Join("\n", connection.Rows(sql, static row =>
        {
            object[] values = new object[row.FieldCount];
            row.GetValues(values);
            return string.Join("|", values.Select(value => value is byte[] bytes
                ? Convert.ToHexStringLower(bytes)
                : Convert.ToString(value, CultureInfo.InvariantCulture)));
        }));

    private static void Insert(SqliteConnection connection, ArchivedPrediction one)
    {
        long key = KeyOf(connection, one.Id);
        Insert(
            connection,
            "predictions",
            key,
            Label(connection, one.Model),
            Label(connection, one.Symbol),
            Label(connection, one.Action),
            one.CheckpointId is null ? 0 : Checkpoint(connection, one),
            one.DecidedMs,
            one.RecordedMs,
            one.DataMs,
            one.Confidence,
            one.Probabilities,
            Convert.FromHexString(one.FeatureHash),
            one.FeatureCount,
            one.LatencyMs,
            one.MemoryBytes,
            (long)one.Flaws,
            one.RepeatCount,
            one.LastSeenMs,
            one.Outcomes.FirstOrDefault(outcome => outcome.Counts)?.Id);
        foreach (PredictionId repeat in one.Repeats)
        {
            Insert(connection, "prediction_repeats", KeyOf(connection, repeat), key);
        }

        foreach (ArchivedOutcome outcome in one.Outcomes)
        {
            Insert(
                connection,
                "outcomes",
                outcome.Id,
                key,
                (long)outcome.Status,
                outcome.Reference,
                outcome.Model,
                outcome.Symbol,
                outcome.Actual,
                outcome.Value,
                outcome.HappenedMs,
                outcome.ReceivedMs,
                outcome.IsCorrect is { } isCorrect ? (isCorrect ? 1 : 0) : null,
                outcome.Brier,
                outcome.LogLoss);
        }
    }

    private static long KeyOf(SqliteConnection connection, PredictionId id) =>
        (IdOf(connection, "prediction_sources", "journal", id.Source) << 40) | id.Number;

    private static long Label(SqliteConnection connection, string text) => IdOf(connection, "labels", "text", text);

    private static long Checkpoint(SqliteConnection connection, ArchivedPrediction one)
    {
        using var insert = new SqliteStatement(
            connection, "INSERT OR IGNORE INTO prediction_checkpoints (checkpoint, digest) VALUES ($1, $2)");
        insert.Run(one.CheckpointId, one.CheckpointDigest);
        using var select = new SqliteStatement(
            connection, "SELECT id FROM prediction_checkpoints WHERE checkpoint = $1 AND digest = $2");
        return (long)select.Scalar(one.CheckpointId, one.CheckpointDigest)!;
    }

    private static long IdOf(SqliteConnection connection, string table, string column, string text)
    {
        using var insert = new SqliteStatement(connection, $"INSERT OR IGNORE INTO {table} ({column}) VALUES ($1)");
        insert.Run(text);
        using var select = new SqliteStatement(connection, $"SELECT id FROM {table} WHERE {column} = $1");
        return (long)select.Scalar(text)!;
    }

    private static void Insert(SqliteConnection connection, string table, params object?[] values)
    {
        string parameters = string.Join(", ", values.Select((_, index) => $"${index + 1}"));
        using var insert = new SqliteStatement(connection, $"INSERT INTO {table} VALUES ({parameters})");
        insert.Run(values);
    }
}
