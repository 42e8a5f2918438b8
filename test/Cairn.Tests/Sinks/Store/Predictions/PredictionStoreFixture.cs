using System.Globalization;
using Cairn.Sinks;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Storage;

namespace Cairn.Tests.Sinks.Store.Predictions;

/// <summary>A store that predictions are written into, and short ways to look into it.</summary>
internal sealed class PredictionStoreFixture : IDisposable
{
    public TempStore Store { get; } = new();

    /// <summary>Writes predictions in one batch.</summary>
    public void Write(PredictingJournal journal, params ReadOnlySpan<Asked> predictions) =>
        Store.Write(journal.Journal, journal.Batch(predictions));

    /// <summary>Rows as text, columns divided by bars.</summary>
    public string[] Rows(string sql)
    {
        using SqliteRunStore reader = Store.OpenReader();
        return
        [
            .. reader.Query(sql, maxRows: 1_000_000).Rows.Select(row => string.Join(
                "|", row.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)))),
        ];
    }

    /// <summary>Kinds and messages of the alarms.</summary>
    public string[] Alarms() => Rows("SELECT kind || ': ' || message FROM events WHERE run IS NULL ORDER BY id");

    public SinkProgress ProgressOf(PredictingJournal journal) => Store.Sink.ProgressOf(journal.Journal);

    public void Dispose() => Store.Dispose();
}
