namespace Cairn.IO;

/// <summary>
/// The system could not bring a file to stable storage. Retrying would lie: the kernel has marked the pages clean, so
/// the next call succeeds without having written them.
/// </summary>
internal sealed class SyncFailedException : IOException
{
    public SyncFailedException(string path, int errorNumber, Exception? innerException = null)
        : base(Describe(path, errorNumber), innerException)
    {
        Path = path;
        ErrorNumber = errorNumber;
    }

    /// <summary>The file or folder that could not be synced.</summary>
    public string Path { get; }

    /// <summary>The system's number: errno, or the Win32 error.</summary>
    public int ErrorNumber { get; }

    private static string Describe(string path, int errorNumber) =>
        $"'{path}' could not be brought to stable storage: {SystemError.Describe(errorNumber)}. What was written to " +
        "it since the last successful sync may be lost. Check the disk, its free space and the system's log.";
}
