using System.Runtime.InteropServices;
using System.Security;

namespace Cairn.IO;

/// <summary>Turns what the system and the framework report into the one type that callers of this seam catch.</summary>
internal static class SystemError
{
    /// <summary>"No space left on device (error 28)".</summary>
    public static string Describe(int errorNumber) =>
        $"{Marshal.GetPInvokeErrorMessage(errorNumber)} (error {errorNumber})";

    public static IOException FromLastCall(string action, string path) =>
        FromNumber(Marshal.GetLastPInvokeError(), action, path);

    public static IOException FromNumber(int errorNumber, string action, string path) =>
        new($"Cannot {action} '{path}': {Describe(errorNumber)}.", errorNumber);

    /// <summary>
    /// Whether the framework has dressed a refusal of the system as something else than an <see cref="IOException"/>:
    /// EACCES, EPERM and EROFS arrive as UnauthorizedAccessException, EFBIG as ArgumentOutOfRangeException, ECANCELED
    /// as OperationCanceledException, a file that cannot seek as NotSupportedException. Ask only where our own
    /// arguments have been checked before.
    /// </summary>
    public static bool IsDisguised(Exception exception) => exception
        is UnauthorizedAccessException or SecurityException or ArgumentOutOfRangeException
        or OperationCanceledException or NotSupportedException;

    public static IOException Undisguise(Exception exception, string action, string path)
    {
        string remedy = exception switch
        {
            UnauthorizedAccessException or SecurityException =>
                "Check the permissions of the file and its folder, and whether the volume is read-only.",
            ArgumentOutOfRangeException =>
                "The file would exceed what the file system or the limit on file size (ulimit -f) allows.",
            NotSupportedException => "It is not a regular file.",
            _ => "The system called it off.",
        };
        return new IOException($"Cannot {action} '{path}': {exception.Message} {remedy}", exception);
    }
}
