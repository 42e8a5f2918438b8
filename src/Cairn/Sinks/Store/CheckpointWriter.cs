using System.Text.Json;
using Cairn.Recording;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store;

/// <summary>
/// Writes the index of checkpoints: what they are, their metrics, what is true of their models. Belongs to the draining
/// thread.
/// </summary>
internal sealed class CheckpointWriter(SqliteConnection connection) : IDisposable
{
    private readonly ActiveCheckpoint _active = new(connection);
    private readonly SqliteStatement _select = new(
        connection, $"SELECT {CheckpointColumns.Names} FROM checkpoints WHERE id = $1");
    private readonly SqliteStatement _insert = new(
        connection, $"INSERT INTO checkpoints ({CheckpointColumns.Names}) VALUES ({CheckpointColumns.Parameters})");
    private readonly SqliteStatement _delete = new(connection, "DELETE FROM checkpoints WHERE id = $1");
    private readonly SqliteStatement _insertMetric = new(
        connection,
        "INSERT INTO checkpoint_metrics (model, metric, value, step, created_ms, checkpoint) VALUES ($1, $2, $3, $4, $5, $6)");
    private readonly SqliteStatement _deleteMetric = new(
        connection,
        """
        DELETE FROM checkpoint_metrics
        WHERE model = $1 AND metric = $2 AND value = $3 AND step = $4 AND created_ms = $5 AND checkpoint = $6
        """);
    private readonly SqliteStatement _writeModel = new(
        connection,
        "INSERT OR REPLACE INTO checkpoint_models (model, active, aliases, folder_stamp) VALUES ($1, $2, $3, $4)");

    /// <summary>Models whose active checkpoint may be another now. Cleared with each transaction.</summary>
    private readonly HashSet<string> _changedModels = [];

    /// <summary>
    /// Something happened to a checkpoint: model, id, metadata. False when the record makes no sense; nothing was
    /// written then.
    /// </summary>
    public bool TryWrite(in TextRecord record)
    {
        switch (CheckpointRecord.ActionOf(record))
        {
            case CheckpointAction.Saved or CheckpointAction.Indexed or CheckpointAction.Labelled or CheckpointAction.Restored:
                return TryReplace(CheckpointRecord.MetadataOf(record));
            case CheckpointAction.Removed:
                Remove(record.Text(1));
                return true;
            default:
                return true; // of interest to readers of the text log only
        }
    }

    /// <summary>What is true of a model: model, active checkpoint, aliases. False when the aliases are none.</summary>
    public bool TryWriteModel(in TextRecord record)
    {
        string model = record.Text(0);
        string aliases = record.Text(2);
        if (!TryReadAliases(aliases))
        {
            return false;
        }

        string? active = record[1].IsEmpty ? null : record.Text(1);
        long stamp = record.Step == TextRecord.NoStep ? 0 : record.Step;
        _writeModel.Run(model, active, aliases, stamp);
        _changedModels.Add(model);
        return true;
    }

    /// <summary>Works out what follows from the records, so that the transaction can be committed.</summary>
    public void Flush()
    {
        foreach (string model in _changedModels)
        {
            _active.Update(model);
        }

        _changedModels.Clear();
    }

    public void Dispose()
    {
        _active.Dispose();
        _select.Dispose();
        _insert.Dispose();
        _delete.Dispose();
        _insertMetric.Dispose();
        _deleteMetric.Dispose();
        _writeModel.Dispose();
    }

    private static bool TryReadAliases(string json)
    {
        try
        {
            CheckpointMetadataJson.ReadTexts(json);
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private bool TryReplace(CheckpointMetadata? metadata)
    {
        if (metadata is null)
        {
            return false;
        }

        Remove(metadata.CheckpointId);
        _insert.Run(CheckpointColumns.Values(metadata));
        RunForMetrics(_insertMetric, metadata);
        _changedModels.Add(metadata.ModelName);
        return true;
    }

    private void Remove(string id)
    {
        if (Find(id) is { } metadata)
        {
            RunForMetrics(_deleteMetric, metadata);
            _delete.Run(id);
            _changedModels.Add(metadata.ModelName);
        }
    }

    private CheckpointMetadata? Find(string id)
    {
        using SqliteDataReader row = _select.Query(id);
        return row.Read() ? CheckpointColumns.Read(row) : null;
    }

    /// <summary>
    /// NaN has no row. The key is the whole row, so that one is deleted without a search among all of its metric.
    /// </summary>
    private static void RunForMetrics(SqliteStatement statement, CheckpointMetadata metadata)
    {
        long createdMs = metadata.CreatedUtc.ToUnixTimeMilliseconds();
        foreach ((string metric, double value) in metadata.PerformanceMetrics)
        {
            if (!double.IsNaN(value))
            {
                statement.Run(metadata.ModelName, metric, value, metadata.Step, createdMs, metadata.CheckpointId);
            }
        }
    }
}
