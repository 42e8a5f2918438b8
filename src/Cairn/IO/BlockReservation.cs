using Microsoft.Win32.SafeHandles;

namespace Cairn.IO;

/// <summary>
/// Makes sure that every byte of a new file has a block on the disk. The framework's preallocation asks for that too,
/// but says nothing when the file system does not know how; a store to a mapped hole on a full disk then ends the
/// process.
/// </summary>
/// <remarks>
/// Not to be had on file systems that write each block anew (ZFS, or any volume with snapshots of the file).
/// </remarks>
internal static class BlockReservation
{
    // Big enough that the number of calls does not matter (64 for a file of 64 MiB), small enough for a short loan.
    private const int ChunkBytes = 1 << 20;

    /// <summary>For a file that is <paramref name="lengthBytes"/> long and holds nothing yet.</summary>
    public static void Reserve(SafeFileHandle file, string path, long lengthBytes)
    {
        // Windows: to set the length of a file that is not sparse allocates its clusters.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (OperatingSystem.IsLinux() && Environment.Is64BitProcess && TryAllocate(file, path, lengthBytes))
        {
            return;
        }

        FillWithZeros(file, lengthBytes);
    }

    /// <summary>False when this file system cannot allocate ahead.</summary>
    private static bool TryAllocate(SafeFileHandle file, string path, long lengthBytes)
    {
        int error;
        do
        {
            error = LibC.PosixFAllocate(file, 0, lengthBytes);
        }
        while (error == LibC.InterruptedError);

        if (error == LibC.InvalidArgumentError || error == LibC.NotSupportedError)
        {
            return false;
        }

        return error == 0 ? true : throw SystemError.FromNumber(error, $"reserve {lengthBytes} bytes for", path);
    }

    private static void FillWithZeros(SafeFileHandle file, long lengthBytes)
    {
        byte[] zeros = new byte[Math.Min(ChunkBytes, lengthBytes)];
        for (long at = 0; at < lengthBytes; at += zeros.Length)
        {
            RandomAccess.Write(file, zeros.AsSpan(0, (int)Math.Min(zeros.Length, lengthBytes - at)), at);
        }
    }
}
