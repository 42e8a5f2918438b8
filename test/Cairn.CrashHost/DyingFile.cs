using Cairn.IO;

namespace Cairn.CrashHost;

/// <summary>A file of a <see cref="DyingFileSystem"/>; owns what it wraps.</summary>
internal sealed class DyingFile(IDurableFile inner, DeathNote note) : IDurableFile
{
    public string Path => inner.Path;

    public long Length => inner.Length;

    public void Append(ReadOnlySpan<byte> data)
    {
        if (note.DiesAtAppend(out bool half))
        {
            inner.Append(half ? data[..(data.Length / 2)] : []);
            DeathNote.Die();
        }

        inner.Append(data);
    }

    public int Read(long offset, Span<byte> buffer) => inner.Read(offset, buffer);

    public void Truncate(long length)
    {
        note.Change();
        inner.Truncate(length);
    }

    public void Sync()
    {
        note.Change();
        inner.Sync();
    }

    public void Dispose() => inner.Dispose();
}
