using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.Tests.Storage.Predictions;

/// <summary>SQL that people have from before must run as it stands.</summary>
public sealed class SeedSqlTests : IDisposable
{
    private readonly PredictionTables _tables = new();

    [Fact]
    public void The_mean_confidence_of_the_last_day_by_model()
    {
        _tables.Time.Advance(DateTimeOffset.UtcNow - _tables.Now);
        _tables.Add(TimeSpan.FromHours(1), row => row.Confidence = 0.8);
        _tables.Add(TimeSpan.FromHours(2), row => row.Confidence = 0.6);
        _tables.Add(TimeSpan.FromHours(3), row => (row.Model, row.Confidence) = ("enhanced_cnn", 0.5));
        _tables.Add(TimeSpan.FromHours(25), row => row.Confidence = 0);
        using SqliteRunStore reader = _tables.OpenReader();

        QueryResult result = reader.Query(
            """
            SELECT model_name, AVG(confidence), COUNT(*) 
            FROM inference_records 
            WHERE timestamp > datetime('now', '-24 hours')
            GROUP BY model_name;
            """);

        Assert.Equal(["model_name", "AVG(confidence)", "COUNT(*)"], result.Columns);
        Assert.Equal([["dqn_agent", 0.7, 2L], ["enhanced_cnn", 0.5, 1L]], result.Rows);
    }

    [Fact]
    public void The_view_calls_a_prediction_as_the_store_does()
    {
        PredictionId id = _tables.Add(TimeSpan.FromMinutes(1), row => (row.Checkpoint, row.Digest) = ("c_1", "abc"));
        _tables.Resolve(id, correct: false);
        using SqliteRunStore reader = _tables.OpenReader();

        object?[] row = Assert.Single(reader.Query(
            """
            SELECT id, symbol, action, input_features_hash, processing_time_ms, memory_usage_mb, checkpoint_id, actual, is_correct
            FROM inference_records
            """).Rows);

        Assert.Equal(
            [id.ToString(), "ETH/USDT", "BUY", "00112233445566778899aabbccddeeff", 12.5, 3.0, "c_1", "SELL", 0L], row);
    }

    public void Dispose() => _tables.Dispose();
}
