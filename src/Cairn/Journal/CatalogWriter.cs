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

    /// <summary>
    /// Keeps a definition and tries to write it. When the disk refuses, it stays in memory and the next <see cref="Flush"/>
    /// writes it; the exception says why.
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

    /// <summary>Writes what the file does not hold yet. After an exception the rest is kept for the next call.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            Flush_NeedsLock();
        }
    }

    /// <summary>Forgets the file, which is gone or cannot be trusted; the next <see cref="Flush"/> makes it anew.</summary>
    public void Reopen()
    {
        lock (_gate)
        {
            Close_NeedsLock();
        }
    }

    /// <summary>
    /// After this returns, every definition made before survives a power cut, once the folder's names are synced where
    /// <paramref name="hasNewName"/> says so.
    /// </summary>
    public void Sync(ref bool hasNewName)
    {
        lock (_gate)
        {
            Flush_NeedsLock();
            if (!TrySync_NeedsLock())
            {
                // What the failed sync left on the disk is unknown: another file is written from memory.
                Close_NeedsLock();
                Flush_NeedsLock();
                _file!.Sync();
            }

            hasNewName |= _hasNewName;
            _hasNewName = false;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Close_NeedsLock();
        }
    }

    private static MemoryStream NewImage()
    {
        var image = new MemoryStream();
        image.Write(new byte[SegmentHeader.Bytes]);
        return image;
    }

    private void Flush_NeedsLock()
    {
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

    /// <summary>Writes the whole catalog to another file and puts it in the place of the old one, if there is one.</summary>
    private void Create_NeedsLock()
    {
        new SegmentHeader(0, 0, 0, _salt).Write(_frames.GetBuffer());
        string temporary = path + ".new";
        try
        {
            _file = files.Open(temporary, FileIntent.Replace);
            _file.Append(Image_NeedsLock());
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

    private bool TrySync_NeedsLock()
    {
        try
        {
            _file!.Sync();
            return true;
        }
        catch (IOException)
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
    }
}
