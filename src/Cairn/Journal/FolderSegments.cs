using Cairn.IO;

namespace Cairn.Journal;

/// <summary>
/// The segments of a journal that another process writes or wrote, read from its folder. Keeps one file open. Not
/// thread-safe.
/// </summary>
internal sealed class FolderSegments(IFileSystem files, string folder) : IJournalSegments, IDisposable
{
    private FileSegment? _open;

    public bool MayGrow { get; set; }

    public ISegmentSource? Open(long number)
    {
        if (_open?.Number == number)
        {
            return _open;
        }

        _open?.Dispose();
        _open = null;
        string path = JournalFolder.SegmentPath(folder, number);
        if (files.FileExists(path))
        {
            _open = new FileSegment(files.Open(path, FileIntent.Read), number);
        }

        return _open;
    }

    public long? NextAfter(long number)
    {
        foreach (long next in NumbersAfter(number))
        {
            if (IsUsed(JournalFolder.SegmentPath(folder, next)))
            {
                return next;
            }

            if (MayGrow)
            {
                return null; // it is used before any behind it
            }
        }

        return null;
    }

    public void Dispose() => _open?.Dispose();

    private IEnumerable<long> NumbersAfter(long number) => files.ListFiles(folder, "*.seg")
        .Select(path => JournalFolder.TryParseSegment(path, out long found) ? found : 0)
        .Where(found => found > number)
        .Order();

    private bool IsUsed(string path)
    {
        using IDurableFile file = files.Open(path, FileIntent.Read);
        Span<byte> start = stackalloc byte[SegmentHeader.FirstFrame];
        return start[..file.Read(0, start)].IndexOfAnyExcept((byte)0) >= 0;
    }

    private sealed class FileSegment(IDurableFile file, long number) : ISegmentSource, IDisposable
    {
        public long Number => number;

        public int Read(long offset, Span<byte> buffer) => file.Read(offset, buffer);

        public void Dispose() => file.Dispose();
    }
}
