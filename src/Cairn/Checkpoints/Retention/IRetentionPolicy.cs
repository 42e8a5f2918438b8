using Cairn.Storage;

namespace Cairn.Checkpoints.Retention;

/// <summary>
/// Which checkpoints of a model are worth their room. Pure: the same list gives the same answer. Whatever a policy
/// says, pinned, aliased and active checkpoints and the last sound one are kept.
/// </summary>
public interface IRetentionPolicy
{
    /// <summary>The checkpoints to keep.</summary>
    /// <param name="newestFirst">All checkpoints of a model.</param>
    IEnumerable<CheckpointMetadata> Keep(IReadOnlyList<CheckpointMetadata> newestFirst);
}
