using System.Buffers;
using Cairn.TensorBoard.Encoding;

namespace Cairn.TensorBoard.Writing;

/// <summary>
/// Records in memory that are not in the file yet: those that calls add to, and the batch that is being written. Calls
/// meet at one lock, under which nothing waits. Add, close and count: safe for any number of threads; the batch: for
/// one.
/// </summary>
internal sealed class EventBacklog
{
    /// <summary>Of records alone. A record is taken while there is less than this, so the memory is bounded by this and
    /// one record.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>A batch that is worth a write: large enough that its cost no longer counts.</summary>
    public const int DueBytes = 256 * 1024;

    // About 150,000 scalars. A buffer that grew beyond it, since the disk was slow, is given back.
    private const int MaxKeptBytes = 8 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly TagTable _tags = new();
    private readonly AutoResetEvent _due;
    private ArrayBufferWriter<byte> _adding = new(DueBytes);
    private int _addingRecords;
    private ArrayBufferWriter<byte> _batch = new(DueBytes);
    private int _batchRecords;
    private long _lost;
    private bool _isClosed;

    /// <param name="due">Set when there is enough for a write.</param>
    public EventBacklog(AutoResetEvent due) => _due = due;

    /// <summary>Records that were refused or given up.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>What is being written. Stays until <see cref="DropBatch"/>.</summary>
    public ReadOnlySpan<byte> Batch => _batch.WrittenSpan;

    public void AddScalar(double wallTime, long step, string tag, double value)
    {
        lock (_gate)
        {
            if (!HasRoom_NeedsLock())
            {
                return;
            }

            int before = _adding.WrittenCount;
            byte[] utf8 = _tags.Find(tag, out bool isFirst);
            EventEncoder.WriteScalar(_adding, wallTime, step, utf8, value, isFirst);
            Added_NeedsLock(before);
        }
    }

    /// <summary>Adds a whole record.</summary>
    public void Add(ReadOnlySpan<byte> record)
    {
        lock (_gate)
        {
            if (HasRoom_NeedsLock())
            {
                int before = _adding.WrittenCount;
                _adding.Write(record);
                Added_NeedsLock(before);
            }
        }
    }

    /// <summary>Makes a batch of all that was added. The batch before must be dropped.</summary>
    public void TakeBatch()
    {
        lock (_gate)
        {
            (_adding, _batch) = (_batch, _adding);
            (_addingRecords, _batchRecords) = (0, _addingRecords);
        }
    }

    /// <summary>Forgets the batch, since it is written.</summary>
    public void DropBatch()
    {
        lock (_gate)
        {
            _batch.ResetWrittenCount();
            _batchRecords = 0;
            if (_batch.Capacity > MaxKeptBytes)
            {
                _batch = new ArrayBufferWriter<byte>(DueBytes);
            }
        }
    }

    /// <summary>From now on every record is refused and counted.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
        }
    }

    /// <summary>Counts what is still here as lost, and forgets it.</summary>
    public void GiveUp()
    {
        lock (_gate)
        {
            _lost += _addingRecords + _batchRecords;
            (_addingRecords, _batchRecords) = (0, 0);
            _adding.ResetWrittenCount();
            _batch.ResetWrittenCount();
        }
    }

    private bool HasRoom_NeedsLock()
    {
        bool hasRoom = !_isClosed && (long)_adding.WrittenCount + _batch.WrittenCount < MaxBytes;
        _lost += hasRoom ? 0 : 1;
        return hasRoom;
    }

    private void Added_NeedsLock(int bytesBefore)
    {
        _addingRecords++;
        if (bytesBefore < DueBytes && _adding.WrittenCount >= DueBytes)
        {
            _due.Set();
        }
    }
}
