using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Cairn.IO;

/// <summary>
/// A mapped file of the operating system; see <see cref="IMappedFile"/> for owner and thread contract.
/// </summary>
internal sealed unsafe class PhysicalMappedFile : IMappedFile
{
    private readonly SafeFileHandle _handle;
    private readonly MemoryMappedFile _mapping;
    private readonly MemoryMappedViewAccessor _view;
    private readonly FileSync _sync;
    private bool _disposed;

    private PhysicalMappedFile(string path, long capacityBytes, SafeFileHandle handle)
    {
        _handle = handle;
        _mapping = MemoryMappedFile.CreateFromFile(
            handle, mapName: null, capacityBytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None,
            leaveOpen: true);
        try
        {
            _view = _mapping.CreateViewAccessor(0, capacityBytes, MemoryMappedFileAccess.ReadWrite);
        }
        catch
        {
            _mapping.Dispose();
            throw;
        }
        byte* memory = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref memory);

        Path = path;
        CapacityBytes = capacityBytes;
        Memory = memory;
        _sync = new FileSync(path, Flush);
    }

    public string Path { get; }

    public long CapacityBytes { get; }

    public byte* Memory { get; }

    /// <summary>The caller has checked the capacity. When this throws, no new file is left behind.</summary>
    public static PhysicalMappedFile Create(string path, long capacityBytes)
    {
        SafeFileHandle? handle = null;
        try
        {
            // Refused with a full disk, this has deleted its file; refused because the file exists, it must stay.
            handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite,
                FileShare.ReadWrite | FileShare.Delete, FileOptions.None, preallocationSize: capacityBytes);
            RandomAccess.SetLength(handle, capacityBytes);
            BlockReservation.Reserve(handle, path, capacityBytes);
            return new PhysicalMappedFile(path, capacityBytes, handle);
        }
        catch (Exception e)
        {
            if (handle is not null)
            {
                Discard(path, handle);
            }

            if (SystemError.IsDisguised(e))
            {
                throw SystemError.Undisguise(e, "create", path);
            }

            throw;
        }
    }

    public void Warm(long fromByte, long toByte)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromByte);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(toByte, CapacityBytes);

        // The first byte of the range, not of its page: earlier bytes of that page may be somebody's.
        int pageBytes = Environment.SystemPageSize;
        for (long at = fromByte; at < toByte; at = (at / pageBytes + 1) * pageBytes)
        {
            Volatile.Write(ref Memory[at], 0);
        }
    }

    public int Read(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        int count = (int)Math.Min(buffer.Length, Math.Max(0, CapacityBytes - offset));
        new ReadOnlySpan<byte>(Memory + offset, count).CopyTo(buffer);
        return count;
    }

    public void Sync() => _sync.Sync(_handle);

    /// <summary>Unmaps and closes. Promises nothing about the disk: that is what <see cref="Sync"/> is for.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;

        // The view's handle goes first: disposing a view that is still open flushes it, which takes long, can throw and
        // would use up the one report of an error that the kernel gives.
        SafeMemoryMappedViewHandle memory = _view.SafeMemoryMappedViewHandle;
        memory.ReleasePointer();
        memory.Dispose();
        _view.Dispose();
        _mapping.Dispose();
        _handle.Dispose();
    }

    private int Flush(SafeFileHandle handle)
    {
        // Elsewhere the flush of the descriptor includes what was stored through the mapping.
        if (OperatingSystem.IsWindows())
        {
            try
            {
                _view.Flush();
            }
            catch (Exception e) when (e is IOException || SystemError.IsDisguised(e))
            {
                return e.HResult & 0xFFFF; // the Win32 error within the HRESULT
            }
        }
        return DiskFlush.FlushFile(handle);
    }

    private static void Discard(string path, SafeFileHandle handle)
    {
        handle.Dispose();
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException || SystemError.IsDisguised(e))
        {
            // The failure that led here is the one to report.
        }
    }
}
