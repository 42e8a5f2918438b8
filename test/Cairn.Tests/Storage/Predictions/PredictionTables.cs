using Cairn.Statistics;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Sinks.Store;
using Cairn.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Cairn.Tests.Storage.Predictions;

/// <summary>A store whose tables of predictions are filled by hand, and a clock that says when it is read.</summary>
internal sealed class PredictionTables : IDisposable
{
    public const string Model = "dqn_agent";
    public const string Symbol = "ETH/USDT";
    public const string Journal = "20260314-150000-812-7f3a9c01";

    private readonly TempStore? _store;
    private readonly SqliteConnection _connection;
    private long _lastNumber;

    /// <summary>In a store of its own.</summary>
    public PredictionTables()
    {
        _store = new TempStore();
        _store.Sink.ProgressOf(new TestJournal());
        Folder = _store.Folder;
        _connection = Open(Folder);
    }

    /// <summary>In a store that there is.</summary>
    public PredictionTables(string folder)
    {
        Folder = folder;
        _connection = Open(folder);
    }

    public ManualTime Time { get; } = new();

    public DateTimeOffset Now => Time.GetUtcNow();

    public string Folder { get; }

    public SqliteRunStore OpenReader() => new(Folder, Time);

    /// <summary>A prediction that was decided so long before now.</summary>
    public PredictionId Add(TimeSpan ago, Action<PredictionRow>? configure = null)
    {
        var row = new PredictionRow { DecidedMs = Now.Subtract(ago).ToUnixTimeMilliseconds(), Number = ++_lastNumber };
        configure?.Invoke(row);
        Execute(
            "INSERT INTO predictions VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0, $6, NULL)",
            Key(row.Journal, row.Number),
            Label(row.Model),
            Label(row.Symbol),
            Label(row.Action),
            row.Checkpoint is { } checkpoint ? Checkpoint(checkpoint, row.Digest) : 0L,
            row.DecidedMs,
            row.DecidedMs + 2,
            row.DecidedMs - 1000,
            row.Confidence,
            row.Probabilities,
            Convert.FromHexString("00112233445566778899aabbccddeeff"),
            40L,
            12.5,
            3L << 20,
            (long)row.Flaws);
        return new PredictionId(row.Journal, row.Number);
    }

    public void Repeat(PredictionId first, PredictionId repeat) => Execute(
        "INSERT INTO prediction_repeats VALUES ($1, $2)", Key(repeat.Source, repeat.Number), Key(first.Source, first.Number));

    /// <summary>An outcome; where it counts, its prediction is resolved by it.</summary>
    public void Resolve(PredictionId? prediction, bool? correct = true, OutcomeStatus status = OutcomeStatus.Applied)
    {
        long? key = prediction is { } id ? Key(id.Source, id.Number) : null;
        Execute(
            "INSERT INTO outcomes VALUES (NULL, $1, $2, $3, $4, $5, $6, $7, $8, $8, $9, 0.1, 0.2)",
            key,
            (long)status,
            prediction?.ToString() ?? "@0",
            Model,
            Symbol,
            "SELL",
            0.02,
            Now.ToUnixTimeMilliseconds(),
            correct is { } right ? right ? 1L : 0L : null);
        if (status == OutcomeStatus.Applied)
        {
            Execute("UPDATE predictions SET outcome = last_insert_rowid() WHERE id = $1", key);
        }
    }

    public void Declare(ModelContract contract) => Execute(
        "INSERT OR REPLACE INTO model_contracts VALUES ($1, $2, 0)", contract.Model, ModelContractJson.Write(contract));

    /// <summary>
    /// Counts predictions as whoever writes them does: the hour, the day, and the day of its symbol and checkpoint.
    /// </summary>
    public void Count(DateTimeOffset time, Action<PerformanceSums> fill, string symbol = Symbol, long checkpoint = 0, string model = Model)
    {
        DateTimeOffset hour = new(time.Year, time.Month, time.Day, time.Hour, 0, 0, TimeSpan.Zero);
        DateTimeOffset day = new(time.Date, TimeSpan.Zero);
        Count(model, PerformanceGrain.Hour, hour, 0, 0, fill);
        Count(model, PerformanceGrain.Day, day, 0, 0, fill);
        Count(model, PerformanceGrain.DayOfSymbol, day, Label(symbol), checkpoint, fill);
    }

    /// <summary>Id of a word; made when it is new.</summary>
    public long Label(string text) => IdOf("labels", "text", text);

    /// <summary>Id of a checkpoint with this digest; made when it is new.</summary>
    public long Checkpoint(string id, string digest)
    {
        Execute("INSERT OR IGNORE INTO prediction_checkpoints (checkpoint, digest) VALUES ($1, $2)", id, digest);
        return Scalar("SELECT id FROM prediction_checkpoints WHERE checkpoint = $1 AND digest = $2", id, digest);
    }

    public void Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using var statement = new SqliteStatement(_connection, sql);
        statement.Run(values);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _store?.Dispose();
    }

    private static SqliteConnection Open(string folder)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, SqliteFile.Name)};Pooling=False");
        connection.Open();
        connection.Run("PRAGMA synchronous = OFF");
        return connection;
    }

    private void Count(
        string model, PerformanceGrain grain, DateTimeOffset start, long symbol, long checkpoint, Action<PerformanceSums> fill)
    {
        object?[] key = [Label(model), (long)grain, start.ToUnixTimeMilliseconds(), symbol, checkpoint];
        using var read = new SqliteStatement(
            _connection,
            $"SELECT {PerformanceColumns.Names} FROM performance WHERE (model, grain, start_ms, symbol, checkpoint) = ($1, $2, $3, $4, $5)");
        PerformanceSums sums;
        using (SqliteDataReader row = read.Query(key))
        {
            sums = row.Read() ? PerformanceColumns.Read(row, 0) : new PerformanceSums();
        }

        fill(sums);
        object?[] values = PerformanceColumns.Values(
            sums, (long)key[0]!, (int)grain, start.ToUnixTimeMilliseconds(), symbol, checkpoint);
        Execute(
            "INSERT OR REPLACE INTO performance (model, grain, start_ms, symbol, checkpoint, "
            + $"{PerformanceColumns.Names}, {PerformanceColumns.WorkedOut}) "
            + $"VALUES ({string.Join(", ", values.Select((_, at) => $"${at + 1}"))})",
            values);
    }

    private long Key(string journal, long number) => (IdOf("prediction_sources", "journal", journal) << 40) | number;

    private long IdOf(string table, string column, string text)
    {
        Execute($"INSERT OR IGNORE INTO {table} ({column}) VALUES ($1)", text);
        return Scalar($"SELECT id FROM {table} WHERE {column} = $1", text);
    }

    private long Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        using var statement = new SqliteStatement(_connection, sql);
        return (long)statement.Scalar(values)!;
    }
}
