using System.Collections.Immutable;

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

    /// <summary>Why retention must not take the checkpoint; null when it may.</summary>
    public string? WhyKept(string id)
    {
        if (Pins.TryGetValue(id, out string? reason))
        {
            return reason.Length == 0 ? "pinned" : $"pinned: {reason}";
        }

        return id == Active ? "active" : Aliases.FirstOrDefault(alias => alias.Value == id).Key;
    }

    /// <summary>The same without anything that points at the checkpoint.</summary>
    public ModelLabels Without(string id) => new(
        Active == id ? null : Active, Aliases.RemoveRange(Aliases.Where(alias => alias.Value == id).Select(alias => alias.Key)),
        Pins.Remove(id));
}
