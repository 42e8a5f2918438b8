using Cairn.IO;

namespace Cairn.Sinks.Files;

/// <summary>The lock beside a file that all processes of a store write to. Stateless.</summary>
internal static class SharedLogLock
{
    /// <summary>
    /// Whoever holds it appends the lines of a batch, or shortens the file: some milliseconds.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private const int PollMs = 1;

    /// <summary>Waits for the lock, and for no longer than that.</summary>
    /// <param name="files">The door to files.</param>
    /// <param name="path">The file that the lock is for, in a folder that exists.</param>
    /// <param name="patience">How long to wait for it.</param>
    /// <exception cref="IOException">Another still holds it.</exception>
    public static IFileLock Take(IFileSystem files, string path, TimeSpan patience) =>
        files.WaitForLock(path + ".lock", (int)patience.TotalMilliseconds, PollMs)
        ?? throw new IOException($"Another process is writing to '{path}' at this moment.");
}
