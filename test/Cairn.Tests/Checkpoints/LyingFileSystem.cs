using Cairn.IO;
using Cairn.Tests.Support;

namespace Cairn.Tests.Checkpoints;

/// <summary>A disk that confirms everything and gives the last byte of tensor files back with a flipped bit.</summary>
internal sealed class LyingFileSystem(IFileSystem inner) : IFileSystem
{
    private readonly FaultyFileSystem _inner = new(inner, FaultPlan.Never);

    public IDurableFile Open(string path, FileIntent intent)
    {
        IDurableFile file = _inner.Open(path, intent);
        return path.EndsWith(".safetensors", StringComparison.Ordinal) ? new LyingFile(file) : file;
    }

    public void CreateDirectory(string path) => _inner.CreateDirectory(path);

    public bool DirectoryExists(string path) => _inner.DirectoryExists(path);

    public bool FileExists(string path) => _inner.FileExists(path);

    public long FileLength(string path) => _inner.FileLength(path);

    public IReadOnlyList<string> ListDirectories(string path) => _inner.ListDirectories(path);

    public IReadOnlyList<string> ListFiles(string path, string pattern) => _inner.ListFiles(path, pattern);

    public IMappedFile CreateMapped(string path, long capacityBytes) => _inner.CreateMapped(path, capacityBytes);

    public IFileLock? TryLock(string path) => _inner.TryLock(path);

    public void Move(string from, string to) => _inner.Move(from, to);

    public void DeleteFile(string path) => _inner.DeleteFile(path);

    public void DeleteDirectory(string path) => _inner.DeleteDirectory(path);

    public void SyncDirectory(string path) => _inner.SyncDirectory(path);

    public long LastChange(string folder) => _inner.LastChange(folder);

    public long FreeBytes(string path) => _inner.FreeBytes(path);

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
