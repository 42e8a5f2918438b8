using System.Buffers.Binary;
using Cairn.IO;

namespace Cairn.Journal;

/// <summary>
/// The first 64 bytes of a segment and of a catalog, little endian. They are there twice, since without the salt
/// nothing else can be read:
/// <code>
///  0  8 bytes  "CAIRNSEG"
///  8  u32      version, 1
/// 12  u32      capacity: length of the file in bytes
/// 16  i64      number of the segment, from 1; 0 for the catalog
/// 24  i64      base time, milliseconds since 1970 UTC, to which the times of points are relative
/// 32  u32      salt: where the CRC of every frame begins, so that no frame of another segment passes here
/// 36  u32      CRC32C of bytes 0..36
/// 40  24 bytes zero
/// </code>
/// A header of zeros belongs to a segment that was made ready and never used.
/// </summary>
internal readonly record struct SegmentHeader(int Capacity, long Number, long BaseTimeMs, uint Salt)
{
    /// <summary>One cache line, so that frames of 32 bytes never straddle one.</summary>
    public const int Bytes = 64;

    /// <summary>Where the first frame of a segment begins: behind the header and its copy.</summary>
    public const int FirstFrame = 2 * Bytes;

    private const ulong Magic = 0x4745_534E_5249_4143; // "CAIRNSEG"
    private const uint Version = 1;
    private const int CrcOffset = 36;

    public void Write(Span<byte> target)
    {
        target[..Bytes].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(target, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(target[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], Capacity);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], Number);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], BaseTimeMs);
        BinaryPrimitives.WriteUInt32LittleEndian(target[32..], Salt);
        BinaryPrimitives.WriteUInt32LittleEndian(target[CrcOffset..], Crc(target));
    }

    /// <summary>False when these bytes are no whole header of a version that is understood.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out SegmentHeader header)
    {
        header = default;
        if (source.Length < Bytes
            || BinaryPrimitives.ReadUInt64LittleEndian(source) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(source[8..]) != Version
            || BinaryPrimitives.ReadUInt32LittleEndian(source[CrcOffset..]) != Crc(source))
        {
            return false;
        }

        header = new SegmentHeader(
            BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[32..]));
        return true;
    }

    /// <summary>The header of a segment, or its copy when the first is damaged.</summary>
    public static bool TryReadEither(ReadOnlySpan<byte> source, out SegmentHeader header) =>
        TryRead(source, out header)
        || (source.Length >= FirstFrame && TryRead(source[Bytes..], out header));

    private static uint Crc(ReadOnlySpan<byte> header) => Crc32C.Of(header[..CrcOffset]);
}
