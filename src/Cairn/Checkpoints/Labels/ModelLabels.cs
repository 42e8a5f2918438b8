using System.Collections.Immutable;
using Cairn.Storage;

namespace Cairn.Checkpoints.Labels;

/// <summary>What people said of a model's checkpoints after they were published. Immutable.</summary>
/// <param name="Active">The checkpoint that was chosen to be loaded; null when nobody chose.</param>
/// <param name="Aliases">Checkpoint by alias.</param>
/// <param name="Pins">Reason by pinned checkpoint.</param>
internal sealed record ModelLabels(
    string? Active, ImmutableSortedDictionary<string, string> Aliases, ImmutableSortedDictionary<string, string> Pins)
{
    public static readonly ModelLabels None = new(
        null,
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>Why retention must not take the checkpoint, in words for people; none when it may.</summary>
    public IEnumerable<string> WhyKept(string id)
    {
        if (Pins.TryGetValue(id, out string? reason))
        {
            yield return reason.Length == 0 ? "pinned" : $"pinned: {reason}";
        }

        if (id == Active)
        {
            yield return "activated";
        }

        foreach (string alias in AliasesOf(id))
        {
            yield return $"alias {alias}";
        }
    }

    /// <summary>A checkpoint with what is said of it here.</summary>
    public CheckpointMetadata PutOn(CheckpointMetadata metadata) => metadata with
    {
        PinnedBecause = Pins.GetValueOrDefault(metadata.CheckpointId),
        Aliases = [.. AliasesOf(metadata.CheckpointId)],
        IsActive = Active == metadata.CheckpointId,
    };

    /// <summary>The same without anything that points at the checkpoint.</summary>
    public ModelLabels Without(string id) => new(
        Active == id ? null : Active, Aliases.RemoveRange(AliasesOf(id)),
        Pins.Remove(id));

    private IEnumerable<string> AliasesOf(string id) =>
        Aliases.Where(alias => alias.Value == id).Select(alias => alias.Key);
}
