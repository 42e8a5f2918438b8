using System.Buffers.Binary;
using System.Numerics;
using Cairn.IO;

namespace Cairn.Journal;

/// <summary>
/// The first eight bytes of a frame, little endian, stored last and at once, so that a frame is there as a whole or not
/// at all:
/// <code>
/// 0  u16  length of the frame in units of 8 bytes, this header included
/// 2  u8   kind
/// 3  u8   number of the frame in its segment, modulo 256: tells how many are missing where some are damaged
/// 4  u32  CRC32C, begun with the segment's salt, over bytes 0..4 and 8..length
/// </code>
/// </summary>
internal readonly record struct FrameHeader(ushort Units, RecordKind Kind, byte Ordinal, uint Crc)
{
    public const int Bytes = 8;

    /// <summary>Frames begin and end on this boundary.</summary>
    public const int Alignment = 8;

    /// <summary>65,535 units of 8 bytes.</summary>
    public const int MaxFrameBytes = ushort.MaxValue * Alignment;

    public int LengthBytes => Units * Alignment;

    public static FrameHeader Read(ReadOnlySpan<byte> frame) => Unpack(BinaryPrimitives.ReadUInt64LittleEndian(frame));

    public static FrameHeader Unpack(ulong word) =>
        new((ushort)word, (RecordKind)(byte)(word >> 16), (byte)(word >> 24), (uint)(word >> 32));

    /// <summary>The half of the header that says what the frame is; the other half is its CRC.</summary>
    public static uint Describe(int lengthBytes, RecordKind kind, byte ordinal) =>
        (uint)(lengthBytes / Alignment) | ((uint)kind << 16) | ((uint)ordinal << 24);

    public static ulong Pack(uint description, uint crc) => description | ((ulong)crc << 32);

    /// <summary>The checksum that a frame with this payload must carry.</summary>
    public static uint Checksum(uint salt, uint description, ReadOnlySpan<byte> payload) =>
        Crc32C.Of(payload, BitOperations.Crc32C(salt, description));

    /// <summary>The length of a frame with so many payload bytes: header added, rounded up to the alignment.</summary>
    public static int FrameBytes(int payloadBytes) => (Bytes + payloadBytes + Alignment - 1) & ~(Alignment - 1);
}
