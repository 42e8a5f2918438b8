using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>
/// A <see cref="CheckpointMetadata"/> as columns of <c>checkpoints</c>, always these and in this order; what belongs to
/// the model (aliases, activity) is not among them.
/// </summary>
internal static class CheckpointColumns
{
    public const int Count = 18;

    public const string Names =
        "id, model, model_type, created_ms, epoch, step, run, experiment, monitor_metric, goal, score, bytes, digest, "
        + "folder, pinned_because, metrics, tags, training";

    /// <summary>The columns as parameters: <c>$1, $2, …</c>.</summary>
    public static string Parameters =>
        string.Join(", ", Enumerable.Range(1, Count).Select(number => $"${number}"));

    public static object?[] Values(CheckpointMetadata metadata) =>
    [
        metadata.CheckpointId,
        metadata.ModelName,
        metadata.ModelType,
        metadata.CreatedUtc.ToUnixTimeMilliseconds(),
        metadata.Epoch,
        metadata.Step,
        metadata.RunId,
        metadata.Experiment,
        metadata.MonitorMetric,
        (long)metadata.Goal,
        metadata.Score,
        metadata.Bytes,
        metadata.Digest,
        metadata.Folder,
        metadata.PinnedBecause,
        CheckpointMetadataJson.WriteMetrics(metadata.PerformanceMetrics),
        CheckpointMetadataJson.WriteTexts(metadata.Tags),
        metadata.TrainingMetadataJson,
    ];

    /// <summary>Reads the columns, of which the first is number 0. The score follows from the metrics.</summary>
    public static CheckpointMetadata Read(SqliteDataReader row) => new()
    {
        CheckpointId = row.GetString(0),
        ModelName = row.GetString(1),
        ModelType = row.GetString(2),
        CreatedUtc = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
        Epoch = row.GetInt64(4),
        Step = row.GetInt64(5),
        RunId = row.GetStringOrNull(6),
        Experiment = row.GetStringOrNull(7),
        MonitorMetric = row.GetStringOrNull(8),
        Goal = (MetricGoal)row.GetInt32(9),
        Bytes = row.GetInt64(11),
        Digest = row.GetString(12),
        Folder = row.GetString(13),
        PinnedBecause = row.GetStringOrNull(14),
        PerformanceMetrics = CheckpointMetadataJson.ReadMetrics(row.GetString(15)),
        Tags = CheckpointMetadataJson.ReadTexts(row.GetString(16)),
        TrainingMetadataJson = row.GetString(17),
    };
}
