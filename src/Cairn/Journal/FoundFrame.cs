namespace Cairn.Journal;

/// <summary>A frame whose checksum holds, and where it lies in the bytes that were searched.</summary>
internal readonly record struct FoundFrame(int Offset, FrameHeader Header);
