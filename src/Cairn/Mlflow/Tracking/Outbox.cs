namespace Cairn.Mlflow.Tracking;

/// <summary>What waits to be sent, in the order in which it was handed in. Safe for any number of threads.</summary>
/// <remarks>
/// Where the beginning of a run was refused, so is all that belongs to the run: it would go to the run before. The end of a run
/// that was begun always has room.
/// </remarks>
/// <param name="capacity">More than this weight is refused and counted.</param>
internal sealed class Outbox(int capacity)
{
    private readonly object _gate = new(); // threads wait on it

    // Bounded by the capacity, and one end for each run.
    private readonly Queue<Outgoing> _waiting = new();

    private long _weight; // of all that waits
    private long _lost;
    private bool _isRunRefused;
    private bool _isClosed;

    public long Pending
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>False when it is full.</summary>
    public bool TryAdd(in Outgoing one)
    {
        lock (_gate)
        {
            bool isBeginning = one.Kind == OutgoingKind.Beginning;
            bool hasRoom = _weight + one.Weight <= capacity || one.Kind == OutgoingKind.End;
            if (_isClosed || !hasRoom || (_isRunRefused && !isBeginning))
            {
                _isRunRefused |= isBeginning;
                _lost++;
                return false;
            }

            _isRunRefused = false;
            _weight += one.Weight;
            _waiting.Enqueue(one);
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>
    /// The first ones: as many as go into one batch, or one that goes by itself. Waits for some; empty when it was closed and
    /// nothing waits.
    /// </summary>
    public IReadOnlyList<Outgoing> Peek(int max)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_isClosed)
            {
                Monitor.Wait(_gate);
            }

            if (_waiting.TryPeek(out Outgoing first) && first.IsAlone)
            {
                return [first];
            }

            return [.. _waiting.Take(max).TakeWhile(one => !one.IsAlone)];
        }
    }

    /// <summary>They have been sent, or never will be.</summary>
    public void Remove(int count, bool isLost)
    {
        lock (_gate)
        {
            for (int i = 0; i < count; i++)
            {
                _weight -= _waiting.Dequeue().Weight;
            }

            _lost += isLost ? count : 0;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits some time, or until it is closed: a pause between two attempts.</summary>
    public void Pause(TimeSpan time)
    {
        lock (_gate)
        {
            if (!_isClosed)
            {
                Monitor.Wait(_gate, time);
            }
        }
    }

    /// <summary>False when something still waited after the time.</summary>
    public bool WaitUntilEmpty(TimeSpan time)
    {
        long end = Environment.TickCount64 + (long)time.TotalMilliseconds;
        lock (_gate)
        {
            while (_waiting.Count > 0)
            {
                long left = end - Environment.TickCount64;
                if (left <= 0)
                {
                    return false;
                }

                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(left));
            }

            return true;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }

    public bool IsClosed
    {
        get
        {
            lock (_gate)
            {
                return _isClosed;
            }
        }
    }
}
