using System.Text;
using Cairn.Journal;

namespace Cairn.Recording;

/// <summary>
/// Every record that is not a number: a few fixed fields and up to four UTF-8 texts. A view over journal bytes.
/// </summary>
internal readonly ref struct TextRecord
{
    /// <summary>The step of a record that has none.</summary>
    public const long NoStep = long.MinValue;

    public const int MaxTexts = 4;

    private readonly ReadOnlySpan<byte> _first;
    private readonly ReadOnlySpan<byte> _second;
    private readonly ReadOnlySpan<byte> _third;
    private readonly ReadOnlySpan<byte> _fourth;

    public TextRecord(
        RecordKind kind,
        TextRecordHeader header,
        ReadOnlySpan<byte> first = default,
        ReadOnlySpan<byte> second = default,
        ReadOnlySpan<byte> third = default,
        ReadOnlySpan<byte> fourth = default)
    {
        Kind = kind;
        Header = header;
        _first = first;
        _second = second;
        _third = third;
        _fourth = fourth;
    }

    public RecordKind Kind { get; }

    public TextRecordHeader Header { get; }

    /// <summary>Number of the run in its journal; 0 for what belongs to the process as a whole.</summary>
    public uint Run => Header.Run;

    public byte Level => Header.Level;

    public long TimeMs => Header.TimeMs;

    public long Step => Header.Step;

    public double Value => Header.Value;

    /// <summary>The texts as UTF-8, in the order that <see cref="RecordKind"/> gives for the kind.</summary>
    public ReadOnlySpan<byte> this[int index] => index switch
    {
        0 => _first,
        1 => _second,
        2 => _third,
        3 => _fourth,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public string Text(int index) => Encoding.UTF8.GetString(this[index]);
}
