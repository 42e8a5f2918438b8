using Cairn.IO;
using Cairn.Tests.Support;

namespace Cairn.Tests.Checkpoints;

/// <summary>A disk that confirms everything and gives the last byte of tensor files back with a flipped bit.</summary>
internal sealed class LyingFileSystem(IFileSystem inner) : PassingFileSystem(inner)
{
    public override IDurableFile Open(string path, FileIntent intent)
    {
        IDurableFile file = base.Open(path, intent);
        return path.EndsWith(".safetensors", StringComparison.Ordinal) ? new LyingFile(file) : file;
    }

    private sealed class LyingFile(IDurableFile inner) : IDurableFile
    {
        public string Path => inner.Path;

        public long Length => inner.Length;

        public void Append(ReadOnlySpan<byte> data) => inner.Append(data);

        public int Read(long offset, Span<byte> buffer)
        {
            int read = inner.Read(offset, buffer);
            if (offset + read == inner.Length && read > 0)
            {
                buffer[read - 1] ^= 1;
            }

            return read;
        }

        public void Truncate(long length) => inner.Truncate(length);

        public void Sync() => inner.Sync();

        public void Dispose() => inner.Dispose();
    }
}
