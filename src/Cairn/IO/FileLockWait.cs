namespace Cairn.IO;

/// <summary>Waits for locks that others hold only for moments. Stateless.</summary>
internal static class FileLockWait
{
    /// <summary>Takes the lock as soon as it is free; null when it was not within the time.</summary>
    /// <param name="files">The door to files.</param>
    /// <param name="path">The lock's file.</param>
    /// <param name="waitMs">How long to wait.</param>
    /// <param name="pollMs">How long between two looks: nothing signals that another process frees a lock.</param>
    /// <exception cref="IOException">The file cannot be opened, or locks do not work on this volume.</exception>
    public static IFileLock? WaitForLock(this IFileSystem files, string path, int waitMs, int pollMs)
    {
        using var never = new ManualResetEventSlim();
        long begun = Environment.TickCount64;
        while (true)
        {
            if (files.TryLock(path) is { } held)
            {
                return held;
            }

            if (Environment.TickCount64 - begun >= waitMs)
            {
                return null;
            }

            never.Wait(pollMs);
        }
    }
}
