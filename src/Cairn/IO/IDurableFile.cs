namespace Cairn.IO;

/// <summary>
/// One open file that can tell the truth about the disk. Owned by whoever opened it. Not thread-safe, except that
/// <see cref="Sync"/> may run beside the other members.
/// </summary>
internal interface IDurableFile : IDisposable
{
    /// <summary>The path it was opened by; a later move does not change it.</summary>
    string Path { get; }

    /// <summary>The length in bytes as this object knows it: others who write to the file are not seen.</summary>
    long Length { get; }

    /// <summary>
    /// Writes all of <paramref name="data"/> behind <see cref="Length"/>. If this throws, any prefix of the data may
    /// have been written and <see cref="Length"/> counts it; <see cref="Truncate"/> takes it back.
    /// </summary>
    void Append(ReadOnlySpan<byte> data);

    /// <summary>Fills the buffer from <paramref name="offset"/>; fewer bytes than asked for mean the end.</summary>
    int Read(long offset, Span<byte> buffer);

    /// <summary>Cuts the file to <paramref name="length"/>, which is at most <see cref="Length"/>.</summary>
    void Truncate(long length);

    /// <summary>
    /// After this returns, every byte appended before the call survives a power cut (the file's name: see
    /// <see cref="IFileSystem.SyncDirectory"/>). If it throws, it is unknown which of the bytes since the last success
    /// are on disk, and every later call throws too: begin another file and write them again.
    /// </summary>
    void Sync();
}
