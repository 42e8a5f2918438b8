using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Cairn.Journal;

namespace Cairn.Recording;

/// <summary>
/// The texts of a record on their way into a frame. Measured first, so that exactly that much of the journal is
/// reserved, then written there as UTF-8 without a copy between. What does not fit into a frame is cut at a character,
/// from the end.
/// </summary>
internal readonly ref struct RecordTexts
{
    private static readonly int HeaderBytes = Marshal.SizeOf<TextRecordHeader>();

    private readonly ReadOnlySpan<char> _first;
    private readonly ReadOnlySpan<char> _second;
    private readonly ReadOnlySpan<char> _third;
    private readonly ReadOnlySpan<char> _fourth;
    private readonly int _count;

    public RecordTexts(
        int count,
        ReadOnlySpan<char> first,
        ReadOnlySpan<char> second = default,
        ReadOnlySpan<char> third = default,
        ReadOnlySpan<char> fourth = default)
    {
        int budget = FrameHeader.MaxFrameBytes - FrameHeader.Bytes - HeaderBytes - (count * sizeof(int));
        _count = count;
        int whole = first.Length + second.Length + third.Length + fourth.Length;
        _first = Fit(first, ref budget);
        _second = Fit(second, ref budget);
        _third = Fit(third, ref budget);
        _fourth = Fit(fourth, ref budget);
        IsTruncated = whole > _first.Length + _second.Length + _third.Length + _fourth.Length;
        PayloadBytes = FrameHeader.MaxFrameBytes - FrameHeader.Bytes - budget;
    }

    public bool IsTruncated { get; }

    /// <summary>How many bytes <see cref="Write"/> fills.</summary>
    public int PayloadBytes { get; }

    public void Write(Span<byte> payload, TextRecordHeader header)
    {
        header.TextCount = (byte)_count;
        header.Truncated = IsTruncated ? (ushort)1 : (ushort)0;
        MemoryMarshal.Write(payload, header);
        payload = payload[HeaderBytes..];
        for (int i = 0; i < _count; i++)
        {
            WriteText(ref payload, i switch { 0 => _first, 1 => _second, 2 => _third, _ => _fourth });
        }

        payload.Clear(); // the padding behind the last text is part of what the CRC covers
    }

    private static void WriteText(scoped ref Span<byte> payload, ReadOnlySpan<char> text)
    {
        // Lone surrogates become U+FFFD here, as they did when they were measured.
        int length = Encoding.UTF8.GetBytes(text, payload[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(payload, length);
        payload = payload[(sizeof(int) + length)..];
    }

    private static ReadOnlySpan<char> Fit(ReadOnlySpan<char> text, scoped ref int budget)
    {
        int bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > budget)
        {
            text = text[..CharsThatFit(text, budget)];
            bytes = Encoding.UTF8.GetByteCount(text);
        }

        budget -= bytes;
        return text;
    }

    private static int CharsThatFit(ReadOnlySpan<char> text, int budget)
    {
        int chars = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            budget -= rune.Utf8SequenceLength;
            if (budget < 0)
            {
                break;
            }

            chars += rune.Utf16SequenceLength;
        }

        return chars;
    }
}
