using Cairn.Checkpoints.Layout;
using Cairn.Storage;

namespace Cairn.Checkpoints.Retention;

/// <summary>The policy of a backup: what the policy keeps, and whatever is still in the directory that it backs up.</summary>
internal sealed class KeptHere(IRetentionPolicy policy, CheckpointLayout layout) : IRetentionPolicy
{
    public IEnumerable<CheckpointMetadata> Keep(IReadOnlyList<CheckpointMetadata> newestFirst) =>
        policy.Keep(newestFirst).Concat(newestFirst.Where(
            one => layout.Files.DirectoryExists(layout.Checkpoint(one.ModelName, one.CheckpointId))));
}
