using Cairn.Checkpoints.Labels;
using Cairn.Storage;

namespace Cairn.Checkpoints.Retention;

/// <summary>What a policy and the labels together keep and give up. Pure.</summary>
/// <param name="Kept">Newest first.</param>
/// <param name="Removable">Oldest first.</param>
internal sealed record PrunePlan(IReadOnlyList<CheckpointMetadata> Kept, IReadOnlyList<CheckpointMetadata> Removable)
{
    public static PrunePlan Make(
        IReadOnlyList<CheckpointMetadata> newestFirst, IRetentionPolicy policy, ModelLabels labels)
    {
        HashSet<string> wanted = [.. policy.Keep(newestFirst).Select(one => one.CheckpointId)];
        ILookup<bool, CheckpointMetadata> isKept = newestFirst.ToLookup(
            one => wanted.Contains(one.CheckpointId) || labels.WhyKept(one.CheckpointId) is not null);
        return new PrunePlan([.. isKept[true]], [.. isKept[false].Reverse()]);
    }
}
