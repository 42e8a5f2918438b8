using System.Buffers.Binary;

namespace Cairn.Journal;

/// <summary>Finds frames in bytes that may hold anything. Pure; never reads beyond what it was given.</summary>
internal static class FrameScanner
{
    // One bit for each kind. Garbage passes as a kind once in 20 times, which bounds the checksums taken while
    // searching.
    private static readonly ulong KnownKinds = Enum.GetValues<RecordKind>()
        .Where(kind => kind != RecordKind.None)
        .Aggregate(0UL, (known, kind) => known | (1UL << (int)kind));

    /// <summary>True when a whole, undamaged frame begins at the first byte.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, uint salt, out FrameHeader header)
    {
        header = default;
        if (bytes.Length < FrameHeader.Bytes)
        {
            return false;
        }

        header = FrameHeader.Read(bytes);
        if (header.Units == 0 || !IsKnown(header.Kind) || header.LengthBytes > bytes.Length)
        {
            return false;
        }

        uint description = FrameHeader.Describe(header.LengthBytes, header.Kind, header.Ordinal);
        return header.Crc == FrameHeader.Checksum(salt, description, bytes[FrameHeader.Bytes..header.LengthBytes]);
    }

    /// <summary>True when the first eight bytes are zero: nothing was published there.</summary>
    public static bool IsUnpublished(ReadOnlySpan<byte> bytes) =>
        bytes.Length < FrameHeader.Bytes || BinaryPrimitives.ReadUInt64LittleEndian(bytes) == 0;

    /// <summary>The first undamaged frame at or behind a place, tried at every place where a frame can begin.</summary>
    public static bool TryFind(ReadOnlySpan<byte> bytes, int offset, uint salt, out FoundFrame found)
    {
        for (; offset <= bytes.Length - FrameHeader.Bytes; offset += FrameHeader.Alignment)
        {
            if (TryRead(bytes[offset..], salt, out FrameHeader header))
            {
                found = new FoundFrame(offset, header);
                return true;
            }
        }

        found = default;
        return false;
    }

    private static bool IsKnown(RecordKind kind) => (byte)kind < 64 && ((KnownKinds >> (byte)kind) & 1) != 0;
}
