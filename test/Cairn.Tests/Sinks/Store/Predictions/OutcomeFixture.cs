using System.Text;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Sinks.Store.Predictions;
using Cairn.Statistics;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Cairn.Tests.Sinks.Store.Predictions;

/// <summary>
/// A store with the writers of outcomes and statistics; predictions come straight into their table, as if their own writer
/// had flushed. The journal is <c>j</c> where none is named.
/// </summary>
internal sealed class OutcomeFixture : IDisposable
{
    public const string Model = "dqn";
    public const string Symbol = "ETH/USDT";

    private readonly TempFolder _folder = new();
    private SqliteConnection _connection;
    private PredictionNames _names;

    public OutcomeFixture()
    {
        (_connection, _names, Performance, Outcomes) = Open();
    }

    public PerformanceWriter Performance { get; private set; }

    public OutcomeWriter Outcomes { get; private set; }

    public SqliteConnection Connection => _connection;

    public PredictionNames Names => _names;

    /// <summary>Loses all that the writers remember, as a failure does; what was not committed is gone too.</summary>
    public void Reopen()
    {
        Close();
        (_connection, _names, Performance, Outcomes) = Open();
    }

    public StoredPrediction Predict(
        long number,
        long decidedMs,
        string action = "BUY",
        double confidence = 0.8,
        double latencyMs = 5,
        string probabilities = "{}",
        string symbol = Symbol,
        string model = Model,
        string journal = "j",
        long checkpoint = 0)
    {
        var prediction = new StoredPrediction(
            KeyOf(number, journal),
            _names.Label(model),
            _names.Label(symbol),
            _names.Label(action),
            checkpoint,
            decidedMs,
            confidence,
            latencyMs,
            Judgement.IsConfidence(confidence) ? PredictionFlaws.None : PredictionFlaws.BadConfidence);
        Run(
            "INSERT INTO predictions VALUES ($1, $2, $3, $4, $5, $6, $6, NULL, $7, $8, x'00', 0, $9, 0, $10, 0, $6, NULL)",
            prediction.Id,
            prediction.Model,
            prediction.Symbol,
            prediction.Action,
            checkpoint,
            decidedMs,
            confidence,
            probabilities,
            latencyMs,
            (long)prediction.Flaws);
        Performance.Add(prediction);
        Outcomes.Match(prediction);
        return prediction;
    }

    public void Repeat(long number, StoredPrediction first, long seenMs, double latencyMs = 5, string journal = "j")
    {
        Run("INSERT INTO prediction_repeats VALUES ($1, $2)", KeyOf(number, journal), first.Id);
        Run(
            "UPDATE predictions SET repeat_count = repeat_count + 1, last_seen_ms = max(last_seen_ms, $2) WHERE id = $1",
            first.Id,
            seenMs);
        Performance.AddRepeat(first, latencyMs);
        Outcomes.MatchRepeat(KeyOf(number, journal), first);
    }

    /// <summary>Hands an outcome in by id.</summary>
    public bool Resolve(
        long number, string actual = "BUY", double value = double.NaN, long happenedMs = 1_000_000, string journal = "j") =>
        Resolve($"{journal}-{number}", actual, value, happenedMs);

    /// <summary>Hands an outcome in by time.</summary>
    public bool ResolveAt(
        long decidedMs,
        string actual = "BUY",
        double value = double.NaN,
        long happenedMs = 1_000_000,
        string model = Model,
        string symbol = Symbol) =>
        Resolve(OutcomeReference.At(decidedMs), actual, value, happenedMs, model, symbol);

    public bool Resolve(
        string reference, string actual, double value, long happenedMs, string model = "", string symbol = "")
    {
        TextRecordHeader header =
            TextRecordHeader.Of(0) with { Step = happenedMs, Value = value, TimeMs = 77 };
        return Outcomes.TryWrite(
            new TextRecord(
                RecordKind.Outcome, header, Utf8(reference), Utf8(model), Utf8(symbol), Utf8(actual)));
    }

    public bool Declare(string contract, string model = Model) => Outcomes.TryWriteContract(
        new TextRecord(RecordKind.ModelContract, TextRecordHeader.Of(0), Utf8(model), Utf8(contract)));

    public bool Declare(TimeSpan horizon, TimeSpan deadline, OutcomeRule? rule = null, string model = Model) => Declare(
        ModelContractJson.Write(new ModelContract
        {
            Model = model,
            Horizon = horizon,
            Deadline = deadline,
            Rule = rule ?? OutcomeRule.SameAction,
        }),
        model);

    public void Flush()
    {
        Outcomes.Flush();
        Performance.Flush();
    }

    /// <summary>What became of the outcomes, in the order of their arrival.</summary>
    public OutcomeStatus[] Statuses() =>
        [.. Rows("SELECT status FROM outcomes ORDER BY id").Select(row => (OutcomeStatus)(long)row[0]!)];

    /// <summary>Sums of the days of the model; all sums of a row, not only of one symbol.</summary>
    public PerformanceSums Sums(PerformanceGrain grain = PerformanceGrain.Day, long? startMs = null, string model = Model)
    {
        Flush();
        var sums = new PerformanceSums();
        using var statement = new SqliteStatement(
            _connection,
            $"SELECT {PerformanceColumns.Names} FROM performance WHERE model = $1 AND grain = $2 "
            + "AND ($3 IS NULL OR start_ms = $3)");
        using SqliteDataReader row = statement.Query(_names.Label(model), (int)grain, startMs);
        while (row.Read())
        {
            sums.Add(PerformanceColumns.Read(row, 0));
        }

        return sums;
    }

    /// <summary>The table of statistics, doubles rounded as sums in another order may differ.</summary>
    public string[] Statistics()
    {
        Flush();
        return
        [
            .. Rows("SELECT * FROM performance ORDER BY model, grain, start_ms, symbol, checkpoint").Select(row =>
                string.Join('|', row.Select(Text))),
        ];
    }

    public void Run(string sql, params ReadOnlySpan<object?> values)
    {
        using var statement = new SqliteStatement(_connection, sql);
        statement.Run(values);
    }

    public List<object?[]> Rows(string sql)
    {
        var rows = new List<object?[]>();
        using var statement = new SqliteStatement(_connection, sql);
        using SqliteDataReader row = statement.Query();
        while (row.Read())
        {
            object?[] values = new object?[row.FieldCount];
            row.GetValues(values!);
            rows.Add([.. values.Select(static value => value is DBNull ? null : value)]);
        }

        return rows;
    }

    public void Dispose()
    {
        Close();
        _folder.Dispose();
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The tables within it are compared by what they hold.</summary>
    private static string Text(object? value) => value switch
    {
        double number => $"{Math.Round(number, 6):R}",
        byte[] bytes when LatencyHistogram.TryRead(bytes, out LatencyHistogram latencies) && latencies.Count > 0 =>
            Convert.ToHexString(bytes),
        byte[] bytes when ConfidenceTable.TryRead(bytes, out ConfidenceTable confidences) => string.Join(
            ' ',
            Calibration.Reliability(confidences).Select(bin => $"{bin.Accuracy.Count}/{bin.Accuracy.Of}")),
        _ => $"{value}",
    };

    private long KeyOf(long number, string journal) => PredictionKeys.Of(_names.Source(journal), number);

    private (SqliteConnection Connection, PredictionNames Names, PerformanceWriter Performance, OutcomeWriter Outcomes) Open()
    {
        SqliteConnection connection = SqliteFile.OpenToWrite(Path.Combine(_folder.Path, SqliteFile.Name));
        var names = new PredictionNames(connection);
        var performance = new PerformanceWriter(connection, names);
        return (connection, names, performance, new OutcomeWriter(connection, names, performance));
    }

    private void Close()
    {
        Outcomes.Dispose();
        Performance.Dispose();
        _names.Dispose();
        _connection.Dispose();
    }
}
