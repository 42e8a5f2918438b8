using System.Security.Cryptography;
using Cairn.IO;

namespace Cairn.Journal;

/// <summary>
/// Appends definitions to a journal's catalog: a header like a segment's, then frames. Keeps a copy of all frames in
/// memory, bounded by the number of names in use, so that a catalog which was deleted or whose disk failed is written
/// anew. Safe for any number of threads.
/// </summary>
internal sealed class CatalogWriter(IFileSystem files, string path) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly MemoryStream _frames = NewImage();
    private readonly uint _salt = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));

    private IDurableFile? _file;
    private byte _ordinal;
    private bool _hasNewName;
    private long _syncedBytes;
    private bool _isSynced;
    private bool _isDisposed;

    /// <summary>
    /// Keeps a definition and tries to write it. When the disk refuses, it stays in memory and the next
    /// <see cref="Flush"/> writes it; the exception says why.
    /// </summary>
    public void Define(RecordKind kind, ReadOnlySpan<byte> payload)
    {
        lock (_gate)
        {
            byte[] frame = new byte[FrameHeader.FrameBytes(payload.Length)];
            payload.CopyTo(frame.AsSpan(FrameHeader.Bytes));
            uint description = FrameHeader.Describe(frame.Length, kind, _ordinal++);
            uint crc = FrameHeader.Checksum(_salt, description, frame.AsSpan(FrameHeader.Bytes));
            BitConverter.TryWriteBytes(frame, FrameHeader.Pack(description, crc));
            _frames.Write(frame);
            Flush_NeedsLock();
        }
    }

    /// <summary>
    /// Writes what the file does not hold yet. After an exception the rest is kept for the next call.
    /// </summary>
    public void Flush()
    {
        lock (_gate)
        {
            Flush_NeedsLock();
        }
    }

    /// <summary>
    /// Forgets the file, which is gone or cannot be trusted; the next <see cref="Flush"/> makes it anew.
    /// </summary>
    public void Reopen()
    {
        lock (_gate)
        {
            Close_NeedsLock();
        }
    }

    /// <summary>
    /// After this returns, every definition made before survives a power cut, once the folder's names are synced where
    /// it returns true. Called by one thread; others may define meanwhile, and do not wait for the disk.
    /// </summary>
    public bool Sync()
    {
        if (!TrySync())
        {
            // What the failed sync left on the disk is unknown: another file is written from memory.
            Reopen();
            Flush();
            if (!TrySync())
            {
                throw new IOException($"'{path}' could not be brought to the disk.");
            }
        }

        lock (_gate)
        {
            bool hasNewName = _hasNewName;
            _hasNewName = false;
            return hasNewName;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Close_NeedsLock();
        }
    }

    private static MemoryStream NewImage()
    {
        var image = new MemoryStream();
        image.Write(new byte[SegmentHeader.FirstFrame]);
        return image;
    }

    private void Flush_NeedsLock()
    {
        if (_isDisposed)
        {
            return; // a name that comes after the end is nobody's any more
        }

        if (_file is null)
        {
            Create_NeedsLock();
            return;
        }

        long written = _file.Length;
        if (written == _frames.Length)
        {
            return;
        }

        try
        {
            _file.Append(Image_NeedsLock()[(int)written..]);
        }
        catch (IOException)
        {
            TakeBack_NeedsLock(written);
            throw;
        }
    }

    /// <summary>
    /// Writes the whole catalog to another file and puts it in the place of the old one, if there is one.
    /// </summary>
    private void Create_NeedsLock()
    {
        var header = new SegmentHeader(0, 0, 0, _salt);
        header.Write(_frames.GetBuffer());
        header.Write(_frames.GetBuffer().AsSpan(SegmentHeader.Bytes));
        string temporary = path + ".new";
        try
        {
            _file = files.Open(temporary, FileIntent.Replace);
            _file.Append(Image_NeedsLock());
            if (_syncedBytes > 0)
            {
                _file.Sync(); // what was promised must not be replaced by what is not
            }

            files.Move(temporary, path);
            _hasNewName = true;
        }
        catch (IOException)
        {
            Close_NeedsLock();
            throw;
        }
    }

    private ReadOnlySpan<byte> Image_NeedsLock() => _frames.GetBuffer().AsSpan(0, (int)_frames.Length);

    private bool TrySync()
    {
        IDurableFile file;
        long length;
        lock (_gate)
        {
            Flush_NeedsLock();
            file = _file!;
            length = file.Length;
            if (_isSynced && length == _syncedBytes)
            {
                return true;
            }
        }

        try
        {
            file.Sync();
            _syncedBytes = length;
            _isSynced = true;
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    private void TakeBack_NeedsLock(long length)
    {
        try
        {
            _file!.Truncate(length);
        }
        catch (IOException)
        {
            Close_NeedsLock();
        }
    }

    private void Close_NeedsLock()
    {
        _file?.Dispose();
        _file = null;
        _isSynced = false;
    }
}
