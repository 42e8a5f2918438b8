using Cairn.IO;

namespace Cairn.Journal;

/// <summary>
/// Reads the catalog of another process's journal, on and on as it grows. Damaged definitions are passed over; what
/// they defined stays unknown. Not thread-safe.
/// </summary>
internal sealed class CatalogReader(IFileSystem files, string path)
{
    private const int MaxCatalogBytes = 1 << 30;

    private int _offset;
    private long _seenBytes;

    /// <summary>Hands every definition that was added since the last call to the receiver.</summary>
    public void ReadOn(DefinitionHandler handler)
    {
        if (!files.FileExists(path) || files.FileLength(path) == _seenBytes)
        {
            return;
        }

        byte[] bytes = ReadAll();
        _seenBytes = bytes.Length;
        if (!SegmentHeader.TryReadEither(bytes, out SegmentHeader header))
        {
            return;
        }

        int offset = Math.Max(_offset, SegmentHeader.FirstFrame);
        while (FrameScanner.TryFind(bytes, offset, header.Salt, out FoundFrame found))
        {
            handler(found.Header.Kind, bytes.AsSpan(found.Offset, found.Header.LengthBytes)[FrameHeader.Bytes..]);
            offset = found.Offset + found.Header.LengthBytes;
        }

        _offset = offset;
    }

    private byte[] ReadAll()
    {
        using IDurableFile file = files.Open(path, FileIntent.Read);
        byte[] bytes = new byte[(int)Math.Min(file.Length, MaxCatalogBytes)];
        int read = file.Read(0, bytes);
        return read == bytes.Length ? bytes : bytes[..read];
    }
}
