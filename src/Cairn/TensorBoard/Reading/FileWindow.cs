using Cairn.IO;

namespace Cairn.TensorBoard.Reading;

/// <summary>
/// A part of a file in memory, which moves as it is asked for. Sees what others append meanwhile. Not thread-safe.
/// </summary>
internal sealed class FileWindow(IFileSystem files, string path) : IDisposable
{
    /// <summary>Fits into the second level of a processor's cache, and costs one read for some 6,000 scalars.</summary>
    private const int Bytes = 256 << 10;

    private readonly IDurableFile _file = files.Open(path, FileIntent.Read);

    // Bounded by the largest record, which is never taken to be longer than the file.
    private byte[] _buffer = [];
    private long _start;
    private int _count;

    /// <summary>How long the file was when it was looked at last.</summary>
    public long Length { get; private set; }

    /// <summary>Whether the file is at least so long by now.</summary>
    public bool Reaches(long end) => end <= Length || end <= (Length = files.FileLength(path));

    /// <summary>
    /// The bytes from an offset on: at least as many as wanted, or all up to the end of the file. Good until the next call.
    /// </summary>
    public ReadOnlySpan<byte> Peek(long offset, long wanted)
    {
        long at = offset - _start;
        return at >= 0 && at + wanted <= _count ? _buffer.AsSpan((int)at, _count - (int)at) : Load(offset, wanted);
    }

    /// <summary>Reads a few bytes and leaves the window where it is; fewer than asked for mean the end.</summary>
    public int Read(long offset, Span<byte> into)
    {
        long at = offset - _start;
        if (at < 0 || at + into.Length > _count)
        {
            return _file.Read(offset, into);
        }

        _buffer.AsSpan((int)at, into.Length).CopyTo(into);
        return into.Length;
    }

    public void Dispose() => _file.Dispose();

    private ReadOnlySpan<byte> Load(long offset, long wanted)
    {
        Length = files.FileLength(path);
        long available = Math.Max(0, Length - offset);
        int size = (int)Math.Min(Math.Max(wanted, Bytes), available);
        if (_buffer.Length < size)
        {
            _buffer = new byte[size];
        }

        _count = 0; // should reading throw
        _count = _file.Read(offset, _buffer.AsSpan(0, size));
        _start = offset;
        return _buffer.AsSpan(0, _count);
    }
}
