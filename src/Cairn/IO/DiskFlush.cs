using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cairn.IO;

/// <summary>
/// Asks the system to bring a file or a folder to stable storage, and says what it answered. The framework's own flush
/// calls are banned for this: on Linux they report success whatever fsync returned.
/// </summary>
internal static class DiskFlush
{
    /// <summary>Zero, or the system's error number. Never call it again on a file for which it was not zero.</summary>
    public static int FlushFile(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            return Kernel32.FlushFileBuffers(file) ? 0 : Marshal.GetLastPInvokeError();
        }

        if (OperatingSystem.IsMacOS())
        {
            return FlushFileOnMacOS(file);
        }

        // fdatasync leaves out only what is not needed to read the data back (times); a new length is included, and so
        // are the pages that were changed through a shared mapping of the file.
        return OperatingSystem.IsLinux()
            ? Retry(file, static f => LibC.FDataSync(f))
            : Retry(file, static f => LibC.FSync(f));
    }

    /// <summary>Zero, or the system's error number. Unix only.</summary>
    public static int FlushDirectory(string path)
    {
        // The framework refuses to open a folder.
        using SafeFileHandle directory = Open(path);
        if (directory.IsInvalid)
        {
            return Marshal.GetLastPInvokeError();
        }

        int error = Retry(directory, static d => LibC.FSync(d));

        // Some network and user-space file systems have no such notion for folders; there is nothing more to ask for.
        return error == LibC.InvalidArgumentError || error == LibC.NotSupportedError ? 0 : error;
    }

    private static SafeFileHandle Open(string path)
    {
        int flags = OperatingSystem.IsMacOS() ? LibC.CloseOnExecMacOS
            : OperatingSystem.IsLinux() ? LibC.CloseOnExecLinux
            : 0;
        while (true)
        {
            SafeFileHandle directory = LibC.Open(path, flags);
            if (!directory.IsInvalid || Marshal.GetLastPInvokeError() != LibC.InterruptedError)
            {
                return directory;
            }
        }
    }

    private static int FlushFileOnMacOS(SafeFileHandle file)
    {
        int error = Retry(file, static f => LibC.FCntl(f, LibC.FullSyncCommand));

        // Network volumes do not know the command. Any other failure is one, and the pages are gone.
        bool unknown = error == LibC.NotSupportedError || error is LibC.InvalidArgumentError or LibC.NotATerminalError;
        return unknown ? Retry(file, static f => LibC.FSync(f)) : error;
    }

    private static int Retry(SafeFileHandle file, Func<SafeFileHandle, int> call)
    {
        while (call(file) == -1)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error != LibC.InterruptedError)
            {
                return error;
            }
        }
        return 0;
    }
}
