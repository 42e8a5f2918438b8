using Cairn.IO;

namespace Cairn.Tests.Support;

/// <summary>An open file of a <see cref="FaultyFileSystem"/>; owns what it wraps.</summary>
internal sealed class FaultyFile(IDurableFile inner, FaultInjector faults) : IDurableFile
{
    private readonly FaultySync _sync = new(inner.Path, faults);

    public string Path => inner.Path;

    public long Length => inner.Length;

    public void Append(ReadOnlySpan<byte> data)
    {
        if (faults.Next(FileOperations.Write, Path) is { } error)
        {
            inner.Append(data[..Math.Min(faults.TornBytes, data.Length)]);
            throw error;
        }
        inner.Append(data);
    }

    public int Read(long offset, Span<byte> buffer)
    {
        faults.Check(FileOperations.Read, Path);
        return inner.Read(offset, buffer);
    }

    public void Truncate(long length)
    {
        faults.Check(FileOperations.Truncate, Path);
        inner.Truncate(length);
    }

    public void Sync() => _sync.Sync(inner.Sync);

    public void Dispose() => inner.Dispose();
}
