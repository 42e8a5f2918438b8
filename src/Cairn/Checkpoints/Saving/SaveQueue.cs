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
    public void Add(PendingCheckpoint pending)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(CheckpointManager));
            _pending.Add(pending);
            if (_thread is null)
            {
                _thread = new Thread(Work) { Name = "Cairn-Checkpoint", IsBackground = true };
                _thread.Start();
            }
        }
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

        _thread?.Join();
        _pending.Dispose();
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
