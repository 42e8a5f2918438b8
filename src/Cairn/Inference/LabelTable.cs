using System.Collections.Concurrent;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Inference;

/// <summary>
/// Words and their numbers. Bounded: longer words are cut, and when too many are in use the rest share one. A word that
/// gets a number takes a lock and is written to the catalog; any other costs a look or two. Safe for any number of
/// threads.
/// </summary>
internal sealed class LabelTable
{
    /// <summary>In UTF-16 units.</summary>
    public const int MaxLength = 200;

    public const int MaxCount = 1 << 16;

    /// <summary>Stands for the words behind <see cref="MaxCount"/>.</summary>
    public const string Other = "(other)";

    private readonly DefinitionWriter _names;
    private readonly ConcurrentDictionary<string, LabelDefinition> _labels = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, LabelDefinition>.AlternateLookup<ReadOnlySpan<char>> _labelsBySpan;
    private readonly Lock _gate = new();
    private int _count; // the table's own count takes all of its locks
    private volatile uint _other; // 0 until the table is full

    public LabelTable(DefinitionWriter names)
    {
        _names = names;
        _labelsBySpan = _labels.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The number of a word with a digest: another digest gives it another number.</summary>
    public uint Of(string text, string digest, ref PredictionFlaws flaws) =>
        text.Length <= MaxLength && _labels.TryGetValue(text, out LabelDefinition? known) && known.Digest == digest
            ? known.Number
            : OfOther(text, digest, ref flaws);

    /// <summary>A word that is new, or too long, or has another digest than before.</summary>
    private uint OfOther(string text, string digest, ref PredictionFlaws flaws)
    {
        ReadOnlySpan<char> kept = Fit(text);
        flaws |= kept.Length < text.Length ? PredictionFlaws.Cut : PredictionFlaws.None;
        if (TryFind(kept, digest, out uint number))
        {
            return number;
        }

        uint other = _other;
        if (other == 0 || _labelsBySpan.ContainsKey(kept))
        {
            return Define(kept, digest, ref flaws);
        }

        flaws |= PredictionFlaws.TooManyNames;
        return other;
    }

    private uint Define(ReadOnlySpan<char> text, string digest, ref PredictionFlaws flaws)
    {
        lock (_gate)
        {
            if (TryFind(text, digest, out uint number))
            {
                return number;
            }

            bool isNew = !_labelsBySpan.ContainsKey(text);
            if (isNew && _count >= MaxCount)
            {
                flaws |= PredictionFlaws.TooManyNames;
                return DefineOther_NeedsLock();
            }

            LabelDefinition label = _names.DefineLabel(text.ToString(), digest);
            _labels[label.Text] = label; // it is defined by now: whoever finds it may record it
            _count += isNew ? 1 : 0;
            return label.Number;
        }
    }

    private uint DefineOther_NeedsLock()
    {
        if (_other == 0)
        {
            _other = TryFind(Other, "", out uint number) ? number : _names.DefineLabel(Other, "").Number;
        }

        return _other;
    }

    private bool TryFind(ReadOnlySpan<char> text, string digest, out uint number)
    {
        bool isKnown = _labelsBySpan.TryGetValue(text, out LabelDefinition? label) && label.Digest == digest;
        number = isKnown ? label!.Number : 0;
        return isKnown;
    }

    /// <summary>What of a word is kept: no half of a character at its end.</summary>
    public static ReadOnlySpan<char> Fit(ReadOnlySpan<char> text)
    {
        if (text.Length <= MaxLength)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
    }
}
