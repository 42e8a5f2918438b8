using Cairn.Checkpoints;
using Cairn.Checkpoints.Retention;
using Cairn.Storage;

namespace Cairn.Cli.Checkpoints;

/// <summary>Why a checkpoint is kept: its labels, and what retention keeps where nobody set it otherwise.</summary>
internal static class KeepReasons
{
    /// <summary>None when the next pruning by the defaults takes it.</summary>
    public static IEnumerable<string> Of(ModelCheckpoints model, CheckpointMetadata one)
    {
        foreach (string label in model.Labels.WhyKept(one.CheckpointId))
        {
            yield return label;
        }

        if (Keeps(Keep.Latest(CheckpointOptions.DefaultLatest), model, one))
        {
            yield return $"one of the newest {CheckpointOptions.DefaultLatest}";
        }

        if (model.Metric is { } metric
            && Keeps(Keep.Best(CheckpointOptions.DefaultBest, metric, model.Goal), model, one))
        {
            yield return $"one of the best {CheckpointOptions.DefaultBest} by {metric}";
        }
    }

    private static bool Keeps(IRetentionPolicy policy, ModelCheckpoints model, CheckpointMetadata one) =>
        policy.Keep(model.All).Any(kept => kept.CheckpointId == one.CheckpointId);
}
