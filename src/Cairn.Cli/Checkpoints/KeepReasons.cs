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
        if (one.PinnedBecause is { } reason)
        {
            yield return reason.Length == 0 ? "pinned" : $"pinned: {reason}";
        }

        if (model.Labels.Active == one.CheckpointId)
        {
            yield return "activated";
        }

        foreach (string alias in one.Aliases)
        {
            yield return $"alias {alias}";
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
