using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cairn.IO;

/// <summary>
/// The calls of the C library that the framework lacks or whose result it hides. Unix only. Each sets the last P/Invoke
/// error unless its comment says otherwise.
/// </summary>
/// <remarks>
/// <c>open</c> and <c>fcntl</c> take a variable number of arguments, which a declaration here can only match while no
/// variable argument is passed (Apple's ARM64 puts those elsewhere). So <c>open</c> cannot create.
/// </remarks>
internal static partial class LibC
{
    // The same numbers on Linux and macOS.
    public const int InterruptedError = 4; // EINTR
    public const int InvalidArgumentError = 22; // EINVAL
    public const int NotATerminalError = 25; // ENOTTY: an ioctl or fcntl that this file does not know

    // Flags of open. O_RDONLY is 0 everywhere; O_CLOEXEC keeps the descriptor out of child processes.
    public const int CloseOnExecLinux = 0x80000;
    public const int CloseOnExecMacOS = 0x1000000;

    /// <summary>macOS: empties the drive's own cache too, which its fsync does not.</summary>
    public const int FullSyncCommand = 51; // F_FULLFSYNC

    /// <summary>EOPNOTSUPP.</summary>
    public static int NotSupportedError => OperatingSystem.IsMacOS() ? 45 : 95;

    /// <summary>EWOULDBLOCK.</summary>
    public static int WouldBlockError => OperatingSystem.IsLinux() ? 11 : 35;

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int FSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int FDataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int FCntl(SafeFileHandle file, int command);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(string from, string to);

    /// <summary>Linux, 64-bit (its lengths are declared so here). Returns the error itself; 0 is success.</summary>
    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    public static partial int PosixFAllocate(SafeFileHandle file, long offset, long length);
}
