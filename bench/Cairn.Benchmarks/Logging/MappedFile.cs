using System.IO.MemoryMappedFiles;

namespace Cairn.Benchmarks.Logging;

/// <summary>
/// A preallocated, mapped file whose pages were all touched, with a tail that goes round and round. The tail has its
/// cache lines to itself.
/// </summary>
internal sealed unsafe class MappedFile : IDisposable
{
    /// <summary>What a hundred rounds write: as Cairn does, they meet memory that they did not just write.</summary>
    private const int Bytes = 64 << 20;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long[] _tail = new long[32];

    public MappedFile(string path)
    {
        using (FileStream file = File.Create(path))
        {
            file.Write(new byte[Bytes]);
        }

        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open);
        _view = _file.CreateViewAccessor(0, Bytes);
        byte* memory = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref memory);
        Memory = memory;
        new Span<byte>(memory, Bytes).Clear();
    }

    public byte* Memory { get; }

    public ref long Tail => ref _tail[16];

    /// <summary>What of the tail is an offset in the file.</summary>
    public static long Mask => Bytes - 1;

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
