namespace Cairn.IO;

/// <summary>
/// A file of fixed size that is written by plain stores to memory. The stores survive the death of the process at once,
/// and a power cut after <see cref="Sync"/>. Owned by whoever created it. Any thread may use the memory and any one may
/// call the members, but not beside or after <see cref="IDisposable.Dispose"/>: that unmaps, and a later access ends
/// the process. It is the owner who guarantees that writers and readers have stopped by then.
/// </summary>
/// <remarks>
/// The length of a live mapping never changes. To give back the unused end: dispose, open the file to append, truncate.
/// </remarks>
internal unsafe interface IMappedFile : IDisposable
{
    string Path { get; }

    long CapacityBytes { get; }

    /// <summary>The first byte of the file; <see cref="CapacityBytes"/> of them, until disposal.</summary>
    byte* Memory { get; }

    /// <summary>
    /// Brings the pages of this range into memory, writable, so that the first real store to each does not wait for a
    /// page fault. It stores zeros where there are zeros: only for bytes that nobody has written or is writing.
    /// </summary>
    void Warm(long fromByte, long toByte);

    /// <summary>Copies out what the memory holds; fewer bytes than asked for mean the end.</summary>
    int Read(long offset, Span<byte> buffer);

    /// <summary>
    /// After this returns, every store that happened before the call survives a power cut. If it throws, it is unknown
    /// which of the stores since the last success are on disk, and every later call throws too: begin another file and
    /// write them again.
    /// </summary>
    void Sync();
}
