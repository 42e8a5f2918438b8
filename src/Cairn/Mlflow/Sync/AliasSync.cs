using Cairn.Storage;

namespace Cairn.Mlflow.Sync;

/// <summary>
/// Points the aliases of registered models where those of checkpoints point; <c>champion</c> follows the active checkpoint,
/// unless somebody gave that alias to one. Not thread-safe.
/// </summary>
internal sealed class AliasSync(SyncPlaces places)
{
    private const string Champion = "champion";

    /// <summary>Aliases of checkpoints that are no version there stay as they are.</summary>
    public void Follow(string model)
    {
        Dictionary<string, string> wanted = Wanted(places.Store.ListCheckpoints(model));
        if (wanted.Count == 0)
        {
            return;
        }

        IReadOnlyList<MlflowModelVersion> versions = MaybeGone.Ask(() => places.Target.ListVersions(model)) ?? [];
        foreach ((string alias, string checkpoint) in wanted)
        {
            MlflowModelVersion? version = versions.FirstOrDefault(
                one => one.Tags.GetValueOrDefault("cairn.checkpoint_id") == checkpoint);
            if (version is not null && !version.Aliases.Contains(alias))
            {
                places.Target.SetAlias(model, alias, version.Version);
            }
        }
    }

    /// <summary>Checkpoint by alias.</summary>
    private static Dictionary<string, string> Wanted(IReadOnlyList<CheckpointMetadata> checkpoints)
    {
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (CheckpointMetadata checkpoint in checkpoints)
        {
            foreach (string alias in checkpoint.Aliases)
            {
                wanted[alias] = checkpoint.CheckpointId;
            }
        }

        if (checkpoints.FirstOrDefault(checkpoint => checkpoint.IsActive) is { } active)
        {
            wanted.TryAdd(Champion, active.CheckpointId);
        }

        return wanted;
    }
}
