using Cairn.Checkpoints.Labels;
using Cairn.Storage;

namespace Cairn.Checkpoints.Retention;

/// <summary>What a policy and the labels together keep and give up. Pure.</summary>
/// <param name="Kept">Newest first.</param>
/// <param name="Removable">Oldest first.</param>
internal sealed record PrunePlan(IReadOnlyList<CheckpointMetadata> Kept, IReadOnlyList<CheckpointMetadata> Removable)
{
    /// <param name="newestFirst">All checkpoints of a model.</param>
    /// <param name="policy">What is worth its room.</param>
    /// <param name="labels">What people want to keep.</param>
    /// <param name="justSaved">Kept whatever the policy says: a training may have to go on from it. Null for none.</param>
    public static PrunePlan Make(
        IReadOnlyList<CheckpointMetadata> newestFirst, IRetentionPolicy policy, ModelLabels labels, string? justSaved)
    {
        HashSet<string> wanted = [.. policy.Keep(newestFirst).Select(one => one.CheckpointId)];
        if (justSaved is not null)
        {
            wanted.Add(justSaved);
        }

        ILookup<bool, CheckpointMetadata> isKept = newestFirst.ToLookup(
            one => wanted.Contains(one.CheckpointId) || labels.WhyKept(one.CheckpointId).Any());
        return new PrunePlan([.. isKept[true]], [.. isKept[false].Reverse()]);
    }
}
