using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cairn.IO;

/// <summary>The calls of Windows that the framework lacks or whose result it hides. Each sets the last error.</summary>
internal static partial class Kernel32
{
    public const int SharingViolation = 32; // ERROR_SHARING_VIOLATION

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool FlushFileBuffers(SafeFileHandle file);

    /// <summary>Knows network paths and mounted folders, which DriveInfo does not.</summary>
    [LibraryImport("kernel32", EntryPoint = "GetDiskFreeSpaceExW", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool GetDiskFreeSpaceEx(
        string directory, out ulong freeForUser, out ulong total, out ulong free);
}
