namespace Cairn.Journal;

/// <summary>
/// The bytes of a segment, wherever they are: mapped by their owner, or in the file of another process.
/// </summary>
internal interface ISegmentSource
{
    /// <summary>Reads from a place; fewer bytes than asked for only at the end.</summary>
    int Read(long offset, Span<byte> buffer);
}
