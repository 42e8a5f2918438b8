using System.Buffers.Binary;
using Cairn.IO;
using Cairn.TensorBoard.Encoding;

namespace Cairn.TensorBoard.Reading;

/// <summary>
/// Cuts an event file into records: a length of 8 bytes, its checksum, the data, their checksum. Never believes a length that
/// does not fit its checksum or the file. Not thread-safe.
/// </summary>
internal sealed class EventFrames(IFileSystem files, string path, DamageLog damages) : IDisposable
{
    private const int LengthBytes = sizeof(ulong);
    private const int HeaderBytes = LengthBytes + sizeof(uint);
    private const int FooterBytes = sizeof(uint);

    private readonly FileWindow _window = new(files, path);
    private long _next;
    private int _length;

    /// <summary>Where the search for a sound record goes on; null while the length at the next record is believed.</summary>
    private long? _searchFrom;

    /// <summary>Where the record begins that was read last.</summary>
    public long Offset { get; private set; }

    /// <summary>Where a record begins whose end is not there yet; null when the last call saw none.</summary>
    public long? IncompleteAt { get; private set; }

    /// <summary>Bytes in damaged places so far.</summary>
    public long SkippedBytes { get; private set; }

    /// <summary>The data of the record that was read last; good until the next is read.</summary>
    public ReadOnlySpan<byte> Data => _window.Peek(Offset + HeaderBytes, _length)[.._length];

    /// <summary>False at the end of the file, be it in the middle of a record; another call goes on when it has
    /// grown.</summary>
    public bool TryRead(out ReadOnlySpan<byte> data)
    {
        data = default;
        IncompleteAt = null;
        while (_searchFrom is null || TrySearch())
        {
            ReadOnlySpan<byte> header = _window.Peek(_next, HeaderBytes);
            if (header.Length < HeaderBytes)
            {
                IncompleteAt = header.IsEmpty ? null : _next;
                return false;
            }

            if (!TryReadLength(header, out int length))
            {
                damages.Add(path, _next, EventDamageKind.Length);
                _searchFrom = _next + 1;
                continue;
            }

            ReadOnlySpan<byte> record = header; // most often the rest of the window holds all of it
            if (header.Length < WholeBytes(length) && !IsComplete(_next, length, out record))
            {
                IncompleteAt = _next;
                return false;
            }

            if (IsSound(record, length))
            {
                (Offset, _length, _next) = (_next, length, _next + WholeBytes(length));
                data = record.Slice(HeaderBytes, length);
                return true;
            }

            damages.Add(path, _next, EventDamageKind.Data);
            PassOver(length);
        }

        return false;
    }

    public void Dispose() => _window.Dispose();

    /// <summary>
    /// Passes over a record whose data are damaged. Where no record follows it, it is a torn one that others were written
    /// behind, and they are searched for inside.
    /// </summary>
    private void PassOver(int length)
    {
        long end = _next + WholeBytes(length);
        ReadOnlySpan<byte> header = _window.Peek(end, HeaderBytes);
        if (header.Length >= HeaderBytes && !TryReadLength(header, out _))
        {
            _searchFrom = _next + HeaderBytes;
            return;
        }

        SkippedBytes += end - _next;
        _next = end;
    }

    /// <summary>Looks for an offset at which both checksums hold, or the length's holds and the end is not there yet.</summary>
    private bool TrySearch()
    {
        long offset = _searchFrom!.Value;
        ReadOnlySpan<byte> bytes;
        while ((bytes = _window.Peek(offset, HeaderBytes)).Length >= HeaderBytes)
        {
            int at = IndexOfLength(bytes, out int length);
            offset += at;
            if (length < 0)
            {
                continue;
            }

            if (!IsComplete(offset, length, out ReadOnlySpan<byte> record) || IsSound(record, length))
            {
                SkippedBytes += offset - _next;
                (_next, _searchFrom) = (offset, null);
                return true;
            }

            offset++;
        }

        _searchFrom = offset;
        return false;
    }

    /// <summary>Index of the first length that fits its checksum; else of the first byte that may still begin one, with a
    /// length of -1.</summary>
    private static int IndexOfLength(ReadOnlySpan<byte> bytes, out int length)
    {
        int last = bytes.Length - HeaderBytes;
        for (int i = 0; i <= last; i++)
        {
            if (TryReadLength(bytes[i..], out length))
            {
                return i;
            }
        }

        length = -1;
        return last + 1;
    }

    private bool IsComplete(long offset, int length, out ReadOnlySpan<byte> record)
    {
        record = _window.Peek(offset, WholeBytes(length));
        return record.Length >= WholeBytes(length);
    }

    private static long WholeBytes(int length) => HeaderBytes + (long)length + FooterBytes;

    private static bool IsSound(ReadOnlySpan<byte> record, int length)
    {
        ReadOnlySpan<byte> data = record.Slice(HeaderBytes, length);
        return MaskedCrc32C.Of(data)
            == BinaryPrimitives.ReadUInt32LittleEndian(record[(HeaderBytes + length)..]);
    }

    private static bool TryReadLength(ReadOnlySpan<byte> header, out int length)
    {
        ulong stated = BinaryPrimitives.ReadUInt64LittleEndian(header);
        length = (int)stated;
        return MaskedCrc32C.Of(header[..LengthBytes])
            == BinaryPrimitives.ReadUInt32LittleEndian(header[LengthBytes..])
            && stated <= EventFileReader.MaxRecordBytes;
    }
}
