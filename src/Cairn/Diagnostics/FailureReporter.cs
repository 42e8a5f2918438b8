namespace Cairn.Diagnostics;

/// <summary>
/// Says each failure of each source once, and once when it is over. The listener is the user's code: it is called
/// without a lock on one of Cairn's own threads, and what it throws is dropped. Safe for any number of threads.
/// </summary>
internal sealed class FailureReporter(Action<CairnFailure> listener)
{
    private readonly Lock _gate = new();

    // Bounded by the sources of failures: the sinks, the locks, and the journals that are drained.
    private readonly HashSet<(CairnFailureKind Kind, string Source)> _standing = [];

    public void Report(CairnFailureKind kind, string source, string message, Exception? exception = null)
    {
        lock (_gate)
        {
            if (!_standing.Add((kind, source)))
            {
                return;
            }
        }

        Tell(new CairnFailure(kind, message, exception));
    }

    public void Recovered(CairnFailureKind kind, string source, string message)
    {
        lock (_gate)
        {
            if (!_standing.Remove((kind, source)))
            {
                return;
            }
        }

        Tell(new CairnFailure(kind, message, IsRecovered: true));
    }

    private void Tell(CairnFailure failure)
    {
        try
        {
            listener(failure);
        }
#pragma warning disable CA1031 // the host's listener must not end the thread that keeps its records
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
