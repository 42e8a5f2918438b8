using System.Buffers;
using System.Buffers.Binary;

namespace Cairn.TensorBoard.Encoding;

/// <summary>How a TFRecord file holds a record: length, its checksum, the data, its checksum. Stateless.</summary>
internal static class RecordFrame
{
    /// <summary>The length, 8 bytes, and its checksum, 4.</summary>
    public const int HeaderBytes = sizeof(ulong) + sizeof(uint);

    /// <summary>The data's checksum.</summary>
    public const int FooterBytes = sizeof(uint);

    public static void Write(IBufferWriter<byte> target, scoped ReadOnlySpan<byte> data)
    {
        int length = HeaderBytes + data.Length + FooterBytes;
        Span<byte> record = target.GetSpan(length);
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[sizeof(ulong)..], MaskedCrc32C.Of(record[..sizeof(ulong)]));
        data.CopyTo(record[HeaderBytes..]);
        BinaryPrimitives.WriteUInt32LittleEndian(record[(HeaderBytes + data.Length)..], MaskedCrc32C.Of(data));
        target.Advance(length);
    }
}
