using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Cairn.IO;

namespace Cairn.Journal;

/// <summary>
/// A preallocated, mapped file that recording threads fill with frames. Any number of threads reserve room by one
/// interlocked addition and publish a frame by one store. Owned by <see cref="JournalWriter"/>, which unmaps it only
/// when a reader has seen its end: then every reservation was published, and later ones are refused without touching
/// the memory.
/// </summary>
internal sealed unsafe class JournalSegment : ISegmentSource, IDisposable
{
    /// <summary>A segment that is always full: what a journal without room points at.</summary>
    public static readonly JournalSegment Full = new();

    private const long OneFrame = 1L << 32;

    private readonly IMappedFile? _file;
    private readonly byte* _memory;
    private readonly uint _capacity;
    private readonly uint _salt;

    // Written by every recording thread: the upper half counts reservations, the lower half is the next free byte.
    // Beyond the capacity means sealed. Failed reservations stop at the check before the addition, so the lower half
    // exceeds the capacity by at most one frame a thread and never runs over.
    private PaddedInt64 _tail;

    // Set once, by the one thread whose reservation crossed the end.
    private long _sealedCount = -1;

    private JournalSegment()
    {
        _tail.Value = 1;
        _sealedCount = 0;
    }

    private JournalSegment(IMappedFile file, long number)
    {
        _file = file;
        _memory = file.Memory;
        _capacity = (uint)file.CapacityBytes;
        _salt = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
        _tail.Value = SegmentHeader.FirstFrame;
        Number = number;
    }

    public long Number { get; }

    public long BaseTimeMs { get; private set; }

    public long CapacityBytes => _capacity;

    public uint Salt => _salt;

    /// <summary>The next free byte, or the end when sealed. Nothing is published behind it.</summary>
    public int Tail => (int)Math.Min((uint)Volatile.Read(ref _tail.Value), _capacity);

    /// <summary>Frames accepted so far. Waits a moment for the thread that is sealing, if one is.</summary>
    public long Count
    {
        get
        {
            long tail = Volatile.Read(ref _tail.Value);
            if ((uint)tail <= _capacity)
            {
                return tail >> 32;
            }

            SpinWait.SpinUntil(() => Volatile.Read(ref _sealedCount) >= 0);
            return _sealedCount;
        }
    }

    /// <summary>Where the next reservation would begin; cheap and only a hint under concurrency.</summary>
    public uint TailHint
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (uint)Volatile.Read(ref _tail.Value);
    }

    /// <summary>Makes a segment's file, with its blocks reserved and its pages touched.</summary>
    public static JournalSegment Create(IFileSystem files, string folder, long number, int capacityBytes)
    {
        IMappedFile file = files.CreateMapped(JournalFolder.SegmentPath(folder, number), capacityBytes);
        file.Warm(0, capacityBytes);
        return new JournalSegment(file, number);
    }

    /// <summary>Writes the header. Called once, before any thread can reserve.</summary>
    public void Activate(long baseTimeMs)
    {
        BaseTimeMs = baseTimeMs;
        var header = new SegmentHeader((int)_capacity, Number, baseTimeMs, _salt);
        header.Write(new Span<byte>(_memory, SegmentHeader.Bytes));
        header.Write(new Span<byte>(_memory + SegmentHeader.Bytes, SegmentHeader.Bytes));
    }

    /// <summary>
    /// Takes room for a frame. When this returns false the segment is sealed and nothing was taken; when it returns
    /// true the caller must publish, and nothing between may throw.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReserve(int lengthBytes, out byte* frame, out byte ordinal)
    {
        if (TailHint <= _capacity)
        {
            long after = Interlocked.Add(ref _tail.Value, OneFrame + lengthBytes);
            uint end = (uint)after;
            if (end <= _capacity)
            {
                frame = _memory + (end - (uint)lengthBytes);
                ordinal = (byte)((after >> 32) - 1);
                return true;
            }

            SealIfCrossed(end - (uint)lengthBytes, (after >> 32) - 1);
        }

        frame = null;
        ordinal = 0;
        return false;
    }

    /// <summary>Makes the frame visible: the one store that readers wait for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Publish(byte* frame, uint description, uint crc) =>
        Volatile.Write(ref Unsafe.AsRef<ulong>(frame), FrameHeader.Pack(description, crc));

    /// <summary>Refuses every further reservation. Frames already reserved may still be published.</summary>
    public void Seal() => TryReserve((int)_capacity + FrameHeader.Alignment, out _, out _);

    /// <summary>True when no further reservation can succeed.</summary>
    public bool IsSealed => TailHint > _capacity;

    /// <summary>True when every reservation made so far was published.</summary>
    public bool IsSettled()
    {
        int tail = Tail;
        for (int offset = SegmentHeader.FirstFrame; offset < tail;)
        {
            var frame = FrameHeader.Unpack(Volatile.Read(ref Unsafe.AsRef<ulong>(_memory + offset)));
            if (frame.Units == 0)
            {
                return false;
            }

            if (frame.Kind == RecordKind.SegmentEnd)
            {
                return true;
            }

            offset += frame.LengthBytes;
        }

        return true;
    }

    public int Read(long offset, Span<byte> buffer)
    {
        int length = offset < 0 ? 0 : (int)Math.Min(buffer.Length, Math.Max(0, _capacity - offset));
        new ReadOnlySpan<byte>(_memory + offset, length).CopyTo(buffer);
        return length;
    }

    public void Sync() => _file!.Sync();

    /// <summary>
    /// The bytes up to the tail, for writing them elsewhere. An <see cref="IOException"/> when they are no longer what
    /// was recorded: after a failed write the kernel may have read a page again from the disk.
    /// </summary>
    public ReadOnlySpan<byte> Snapshot()
    {
        var bytes = new ReadOnlySpan<byte>(_memory, Tail);
        for (int offset = SegmentHeader.FirstFrame; offset < bytes.Length;)
        {
            if (!FrameScanner.TryRead(bytes[offset..], _salt, out FrameHeader frame))
            {
                throw new IOException($"Segment {Number} is no longer in memory as it was recorded.");
            }

            if (frame.Kind == RecordKind.SegmentEnd)
            {
                break;
            }

            offset += frame.LengthBytes;
        }

        return bytes;
    }

    public void Dispose() => _file?.Dispose();

    private void SealIfCrossed(uint start, long count)
    {
        if (start > _capacity)
        {
            return; // another thread crossed first
        }

        Volatile.Write(ref _sealedCount, count); // before the end is visible: who has seen it asks for the count
        if (start < _capacity)
        {
            uint description = FrameHeader.Describe(FrameHeader.Bytes, RecordKind.SegmentEnd, (byte)count);
            Publish(_memory + start, description, FrameHeader.Checksum(_salt, description, []));
        }
    }

    /// <summary>
    /// A counter with a cache line of its own, and one before it against the prefetcher of neighbours.
    /// </summary>
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct PaddedInt64
    {
        [FieldOffset(64)]
        public long Value;
    }
}
