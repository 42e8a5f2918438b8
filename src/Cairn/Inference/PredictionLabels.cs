using System.Collections.Concurrent;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Inference;

/// <summary>
/// The numbers of the words that predictions are made of, so that a record holds numbers only. Bounded: longer words are
/// cut, and when too many are in use the rest share one. Safe for any number of threads.
/// </summary>
internal sealed class PredictionLabels(DefinitionWriter names, ConcurrentDictionary<string, string> digests)
{
    public const int MaxLength = 200;
    public const int MaxCount = 1 << 16;

    private const string NoName = "(none)";
    private const string Other = "(other)";

    // Both bounded by MaxCount.
    private readonly ConcurrentDictionary<string, uint> _words = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, LabelDefinition> _checkpoints = new(StringComparer.Ordinal);

    /// <summary>Number of a name.</summary>
    public uint Of(string? name, ref PredictionFlaws flaws)
    {
        if (name is { Length: > 0 and <= MaxLength } && _words.TryGetValue(name, out uint number))
        {
            return number;
        }

        return Define(name, ref flaws);
    }

    /// <summary>Number of a checkpoint with the digest that it was loaded with last; 0 for none.</summary>
    public uint OfCheckpoint(string? id, ref PredictionFlaws flaws)
    {
        if (string.IsNullOrEmpty(id))
        {
            return 0;
        }

        if (_checkpoints.TryGetValue(id, out LabelDefinition? known) && known.Digest == digests.GetValueOrDefault(id, ""))
        {
            return known.Number;
        }

        return DefineCheckpoint(id, ref flaws);
    }

    private uint Define(string? name, ref PredictionFlaws flaws)
    {
        if (string.IsNullOrEmpty(name))
        {
            flaws |= PredictionFlaws.EmptyName;
            name = NoName;
        }

        name = Fit(name, ref flaws);
        if (_words.Count >= MaxCount && !_words.ContainsKey(name))
        {
            flaws |= PredictionFlaws.TooManyNames;
            name = Other;
        }

        lock (_words)
        {
            if (!_words.TryGetValue(name, out uint number))
            {
                number = names.DefineLabel(name, "").Number;
                _words[name] = number;
            }

            return number;
        }
    }

    private uint DefineCheckpoint(string id, ref PredictionFlaws flaws)
    {
        string key = Fit(id, ref flaws);
        string digest = digests.GetValueOrDefault(id, "");
        if (_checkpoints.Count >= MaxCount && !_checkpoints.ContainsKey(key))
        {
            flaws |= PredictionFlaws.TooManyNames;
            (key, digest) = (Other, "");
        }

        lock (_checkpoints)
        {
            if (!_checkpoints.TryGetValue(key, out LabelDefinition? known) || known.Digest != digest)
            {
                known = names.DefineLabel(key, digest);
                _checkpoints[key] = known;
            }

            return known.Number;
        }
    }

    private static string Fit(string name, ref PredictionFlaws flaws)
    {
        if (name.Length <= MaxLength)
        {
            return name;
        }

        flaws |= PredictionFlaws.Cut;
        return name[..MaxLength];
    }
}
