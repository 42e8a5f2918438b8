using System.Collections.Concurrent;

namespace Cairn.Checkpoints.Saving;

/// <summary>
/// Saves what is handed to it, one after the other, on a thread of its own, which begins with the first. Safe for any
/// number of threads.
/// </summary>
internal sealed class SaveQueue(Action<PendingCheckpoint> save, int maxPending) : IDisposable
{
    // Bounded by the places.
    private readonly BlockingCollection<PendingCheckpoint> _pending = [];
    private readonly SemaphoreSlim _places = new(maxPending);
    private readonly Lock _gate = new();
    private Thread? _thread;
    private bool _isDisposed;

    /// <summary>Takes a place; false when all are taken and waiting was not asked for.</summary>
    public bool TryEnter(bool wait)
    {
        if (wait)
        {
            _places.Wait();
            return true;
        }

        return _places.Wait(TimeSpan.Zero);
    }

    /// <summary>Gives up a place that nothing was added for.</summary>
    public void Leave() => _places.Release();

    /// <summary>Hands over what a place was taken for; whoever saves it disposes it.</summary>
    /// <exception cref="ObjectDisposedException">Nothing is saved any more; it was disposed.</exception>
    public void Add(PendingCheckpoint pending)
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _pending.Add(pending);
                Begin_NeedsLock();
                return;
            }
        }

        throw new ObjectDisposedException(nameof(CheckpointManager));
    }

    /// <summary>Saves what is pending, and ends the thread.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            _pending.CompleteAdding();
        }

        if (_thread == Thread.CurrentThread)
        {
            return; // closed by the host's failure listener, which this thread called: it cannot wait for itself
        }

        _thread?.Join();
        _pending.Dispose();
    }

    private void Begin_NeedsLock()
    {
        if (_thread is null)
        {
            _thread = new Thread(Work) { Name = "Cairn-Checkpoint", IsBackground = true };
            _thread.Start();
        }
    }

    private void Work()
    {
        foreach (PendingCheckpoint pending in _pending.GetConsumingEnumerable())
        {
            save(pending);
            _places.Release();
        }
    }
}
