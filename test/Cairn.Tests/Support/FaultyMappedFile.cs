using Cairn.IO;

namespace Cairn.Tests.Support;

/// <summary>A mapped file of a <see cref="FaultyFileSystem"/>; owns what it wraps. Stores cannot fail.</summary>
internal sealed unsafe class FaultyMappedFile(IMappedFile inner, FaultInjector faults) : IMappedFile
{
    private readonly FaultySync _sync = new(inner.Path, faults);

    public string Path => inner.Path;

    public long CapacityBytes => inner.CapacityBytes;

    public byte* Memory => inner.Memory;

    public void Warm(long fromByte, long toByte) => inner.Warm(fromByte, toByte);

    public int Read(long offset, Span<byte> buffer)
    {
        faults.Check(FileOperations.Read, Path);
        return inner.Read(offset, buffer);
    }

    public void Sync() => _sync.Sync(inner.Sync);

    public void Dispose() => inner.Dispose();
}
