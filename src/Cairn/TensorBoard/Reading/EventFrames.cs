using System.Buffers.Binary;
using Cairn.IO;
using Cairn.TensorBoard.Encoding;

namespace Cairn.TensorBoard.Reading;

/// <summary>
/// Cuts an event file into records: a length of 8 bytes, its checksum, the data, their checksum. Never believes a length that
/// does not fit its checksum or the file. Not thread-safe.
/// </summary>
/// <param name="files">Where the file is.</param>
/// <param name="path">The file.</param>
/// <param name="damages">Takes what is damaged.</param>
/// <param name="mayGrow">A record that ends behind the file is waited for; else others are searched for inside, since it
/// is a torn one that they may have been written behind.</param>
internal sealed class EventFrames(IFileSystem files, string path, DamageLog damages, bool mayGrow) : IDisposable
{
    private const int LengthBytes = sizeof(ulong);
    private const int HeaderBytes = LengthBytes + sizeof(uint);
    private const int FooterBytes = sizeof(uint);

    // A file can be made so that at every twelfth byte a length fits its checksum, and the data do not: reading it would
    // take the square of its length. So often the length of the file is checksummed in vain, which all damage that is no
    // malice stays far below; then only shorter records are looked at.
    private const int MaxVainTimes = 16;

    private readonly FileWindow _window = new(files, path);
    private long _next;
    private int _length;

    /// <summary>Where the search for a sound record goes on; null while the length at the next record is believed.</summary>
    private long? _searchFrom;

    /// <summary>The search is inside of the next record, whose end is not there.</summary>
    private bool _isTorn;

    private long _vainBytes; // checksummed so far of data that did not fit

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
            }
            else if (!_window.Reaches(_next + WholeBytes(length)))
            {
                if (mayGrow)
                {
                    IncompleteAt = _next;
                    return false;
                }

                (_searchFrom, _isTorn) = (_next + HeaderBytes, true);
            }
            else if (IsSound(_next, length, out data))
            {
                (Offset, _length, _next) = (_next, length, _next + WholeBytes(length));
                return true;
            }
            else
            {
                PassOver(length);
            }
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
        Span<byte> header = stackalloc byte[HeaderBytes];
        bool isTorn = _window.Read(end, header) == HeaderBytes && !TryReadLength(header, out _);
        damages.Add(path, _next, EventDamageKind.Data);
        if (isTorn)
        {
            _searchFrom = _next + HeaderBytes;
            return;
        }

        SkippedBytes += end - _next;
        _next = end;
    }

    /// <summary>Looks for an offset at which both checksums hold, or the length's holds and the end is not there.</summary>
    private bool TrySearch()
    {
        long offset = _searchFrom!.Value;
        ReadOnlySpan<byte> bytes;
        while ((bytes = _window.Peek(offset, HeaderBytes)).Length >= HeaderBytes)
        {
            offset += IndexOfLength(bytes, out int length);
            if (length < 0)
            {
                continue;
            }

            if (!_window.Reaches(offset + WholeBytes(length)) || IsSound(offset, length, out _))
            {
                GoOnAt(offset);
                return true;
            }

            offset++;
        }

        _searchFrom = offset;
        IncompleteAt = _isTorn ? _next : null;
        return false;
    }

    private void GoOnAt(long offset)
    {
        if (_isTorn)
        {
            damages.Add(path, _next, EventDamageKind.Data);
        }

        SkippedBytes += offset - _next;
        (_next, _searchFrom, _isTorn) = (offset, null, false);
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

    private static long WholeBytes(int length) => HeaderBytes + (long)length + FooterBytes;

    /// <summary>False also when the data are longer than what may still be checksummed in vain.</summary>
    private bool IsSound(long offset, int length, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (_vainBytes + length > MaxVainTimes * _window.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> record = _window.Peek(offset, WholeBytes(length));
        if (record.Length >= WholeBytes(length) && FitsChecksum(record, length))
        {
            data = record.Slice(HeaderBytes, length);
            return true;
        }

        _vainBytes += length;
        return false;
    }

    private static bool FitsChecksum(ReadOnlySpan<byte> record, int length) =>
        MaskedCrc32C.Of(record.Slice(HeaderBytes, length))
        == BinaryPrimitives.ReadUInt32LittleEndian(record[(HeaderBytes + length)..]);

    private static bool TryReadLength(ReadOnlySpan<byte> header, out int length)
    {
        ulong stated = BinaryPrimitives.ReadUInt64LittleEndian(header);
        length = (int)stated;
        return MaskedCrc32C.Of(header[..LengthBytes])
            == BinaryPrimitives.ReadUInt32LittleEndian(header[LengthBytes..])
            && stated <= EventFileReader.MaxRecordBytes;
    }
}
