using Microsoft.Win32.SafeHandles;

namespace Cairn.IO;

/// <summary>A file of the operating system; see <see cref="IDurableFile"/> for owner and thread contract.</summary>
internal sealed class PhysicalFile : IDurableFile
{
    private readonly SafeFileHandle _handle;
    private readonly FileSync _sync;

    private PhysicalFile(string path, SafeFileHandle handle)
    {
        Path = path;
        _handle = handle;
        _sync = new FileSync(path, DiskFlush.FlushFile);
        Length = RandomAccess.GetLength(handle);
    }

    public string Path { get; }

    public long Length { get; private set; }

    public static PhysicalFile Open(string path, FileIntent intent)
    {
        (FileMode mode, FileAccess access) = intent switch
        {
            FileIntent.Read => (FileMode.Open, FileAccess.Read),
            FileIntent.Append => (FileMode.OpenOrCreate, FileAccess.ReadWrite),
            FileIntent.CreateNew => (FileMode.CreateNew, FileAccess.ReadWrite),
            FileIntent.Replace => (FileMode.Create, FileAccess.ReadWrite),
            _ => throw new ArgumentOutOfRangeException(nameof(intent), intent, null),
        };
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, mode, access, FileShare.ReadWrite | FileShare.Delete);
            return new PhysicalFile(path, handle);
        }
        catch (Exception e)
        {
            handle?.Dispose();
            if (SystemError.IsDisguised(e))
            {
                throw SystemError.Undisguise(e, "open", path);
            }

            throw;
        }
    }

    public void Append(ReadOnlySpan<byte> data)
    {
        try
        {
            RandomAccess.Write(_handle, data, Length); // goes on until all is written or the system refuses
            Length += data.Length;
        }
        catch (Exception e) when (e is IOException || SystemError.IsDisguised(e))
        {
            CountWhatWasWritten();
            if (e is IOException)
            {
                throw;
            }

            throw SystemError.Undisguise(e, "append to", Path);
        }
    }

    public int Read(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        try
        {
            int total = 0;
            while (total < buffer.Length)
            {
                int count = RandomAccess.Read(_handle, buffer[total..], offset + total);
                if (count == 0)
                {
                    break;
                }

                total += count;
            }
            return total;
        }
        catch (Exception e) when (SystemError.IsDisguised(e))
        {
            throw SystemError.Undisguise(e, "read", Path);
        }
    }

    public void Truncate(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        try
        {
            RandomAccess.SetLength(_handle, length);
            Length = length;
        }
        catch (Exception e) when (SystemError.IsDisguised(e))
        {
            throw SystemError.Undisguise(e, "truncate", Path);
        }
    }

    public void Sync() => _sync.Sync(_handle);

    /// <summary>Closes. Promises nothing about the disk: that is what <see cref="Sync"/> is for.</summary>
    public void Dispose() => _handle.Dispose();

    private void CountWhatWasWritten()
    {
        try
        {
            Length = RandomAccess.GetLength(_handle);
        }
        catch (Exception e) when (e is IOException || SystemError.IsDisguised(e))
        {
            // The failure to append is the one to report. Length stays: the next append overwrites the torn bytes.
        }
    }
}
