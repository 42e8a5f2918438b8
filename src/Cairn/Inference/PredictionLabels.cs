using System.Collections.Concurrent;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Inference;

/// <summary>
/// The numbers of the words that predictions are made of, so that a record holds numbers only. Safe for any number of
/// threads.
/// </summary>
/// <param name="names">Where new words get their numbers.</param>
/// <param name="digests">Digest by id of the checkpoints that were loaded.</param>
internal sealed class PredictionLabels(DefinitionWriter names, ConcurrentDictionary<string, string> digests)
{
    /// <summary>Stands for a name that is empty.</summary>
    public const string NoName = "(none)";

    private readonly LabelTable _words = new(names);
    private readonly LabelTable _checkpoints = new(names);

    /// <summary>A name as predictions have it, for what is said about them later.</summary>
    public static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> name) => name.IsEmpty ? NoName : LabelTable.Fit(name);

    /// <summary>Number of a model, a symbol or an action.</summary>
    public uint Of(string? name, ref PredictionFlaws flaws)
    {
        if (string.IsNullOrEmpty(name))
        {
            flaws |= PredictionFlaws.EmptyName;
            name = NoName;
        }

        return _words.Of(name, "", ref flaws);
    }

    /// <summary>Number of a checkpoint with the digest that it was loaded with last; 0 for none.</summary>
    public uint OfCheckpoint(string? id, ref PredictionFlaws flaws)
    {
        if (string.IsNullOrEmpty(id))
        {
            return 0;
        }

        string digest = id.Length <= LabelTable.MaxLength && digests.TryGetValue(id, out string? known) ? known : "";
        return _checkpoints.Of(id, digest, ref flaws);
    }
}
