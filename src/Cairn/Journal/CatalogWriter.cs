using System.Security.Cryptography;
using Cairn.IO;
using Cairn.Recording;

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

    /// <summary>True while there are definitions that the file does not hold.</summary>
    public bool IsBehind
    {
        get
        {
            lock (_gate)
            {
                return IsBehind_NeedsLock;
            }
        }
    }

    private bool IsBehind_NeedsLock => _file is null || _file.Length < _frames.Length;

    /// <summary>
    /// Keeps a definition and tries to write it. When the disk refuses, it stays in memory and the next <see cref="Flush"/>
    /// writes it; the exception says why.
    /// </summary>
    public void Define(RecordKind kind, TextRecordHeader header, RecordTexts texts)
    {
        lock (_gate)
        {
            int length = FrameHeader.FrameBytes(texts.PayloadBytes);
            byte[] frame = new byte[length];
            texts.Write(frame.AsSpan(FrameHeader.Bytes), header);
            uint description = FrameHeader.Describe(length, kind, _ordinal++);
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

    /// <summary>After this returns, every definition made before survives a power cut.</summary>
    public void Sync()
    {
        lock (_gate)
        {
            Flush_NeedsLock();
            try
            {
                _file!.Sync();
            }
            catch (IOException)
            {
                // What a failed sync left on disk is unknown: the next attempt writes another file from memory.
                Close_NeedsLock();
                throw;
            }
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
        if (!IsBehind_NeedsLock)
        {
            return;
        }

        ReadOnlySpan<byte> image = _frames.GetBuffer().AsSpan(0, (int)_frames.Length);
        if (_file is null)
        {
            Create_NeedsLock();
        }

        long written = _file!.Length;
        try
        {
            _file.Append(image[(int)written..]);
        }
        catch (IOException)
        {
            TakeBack_NeedsLock(written);
            throw;
        }
    }

    private void Create_NeedsLock()
    {
        new SegmentHeader(0, 0, 0, _salt).Write(_frames.GetBuffer());
        _file = files.Open(path, FileIntent.Replace);
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
