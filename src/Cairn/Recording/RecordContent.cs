using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Cairn.Journal;

namespace Cairn.Recording;

/// <summary>
/// A name and bytes on their way into a frame, as a <see cref="TextRecord"/> of two texts of which the second is no text.
/// </summary>
/// <param name="name">At most 250 characters.</param>
/// <param name="content">At most <see cref="MaxBytes"/>.</param>
internal readonly ref struct RecordContent(ReadOnlySpan<char> name, ReadOnlySpan<byte> content)
{
    private const int TextCount = 2;

    /// <summary>A frame without its headers and the longest name, 4 bytes a character: about 520 KB.</summary>
    public static readonly int MaxBytes =
        FrameHeader.MaxFrameBytes - FrameHeader.Bytes - Marshal.SizeOf<TextRecordHeader>() - (TextCount * sizeof(int)) - 1024;

    private readonly ReadOnlySpan<char> _name = name;
    private readonly ReadOnlySpan<byte> _content = content;

    /// <summary>How many bytes <see cref="Write"/> fills.</summary>
    public int PayloadBytes => Marshal.SizeOf<TextRecordHeader>() + (TextCount * sizeof(int))
        + Encoding.UTF8.GetByteCount(_name) + _content.Length;

    public void Write(Span<byte> payload, TextRecordHeader header)
    {
        header.TextCount = TextCount;
        MemoryMarshal.Write(payload, header);
        payload = payload[Marshal.SizeOf<TextRecordHeader>()..];
        int nameBytes = Encoding.UTF8.GetBytes(_name, payload[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(payload, nameBytes);
        payload = payload[(sizeof(int) + nameBytes)..];
        BinaryPrimitives.WriteInt32LittleEndian(payload, _content.Length);
        _content.CopyTo(payload[sizeof(int)..]);
        payload[(sizeof(int) + _content.Length)..].Clear(); // the padding is part of what the CRC covers
    }
}
