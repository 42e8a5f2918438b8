using Cairn.Storage;

namespace Cairn.Mlflow.Sync;

/// <summary>
/// Which runs a process sends: its own at every turn, and now and then those which others wished to be sent and left.
/// Safe for any number of threads.
/// </summary>
internal sealed class SendQueue(SyncFolder folder, TimeProvider time)
{
    /// <summary>Those of living processes are looked at in vain.</summary>
    private static readonly TimeSpan OthersInterval = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();

    // When each went on here. Bounded by the runs of this process that were not sent completely.
    private readonly Dictionary<string, DateTimeOffset> _own = new(StringComparer.Ordinal);

    private long? _lookedAt;

    /// <summary>A run of this process begins or goes on.</summary>
    /// <param name="run">Its id.</param>
    /// <param name="since">When it went on; nothing for a new one.</param>
    /// <exception cref="IOException">The wish cannot be kept; this process sends it all the same.</exception>
    public void Add(string run, DateTimeOffset since)
    {
        lock (_gate)
        {
            _own[run] = since;
        }

        folder.Wish(run);
    }

    /// <summary>
    /// Whether the store does not know yet that the run goes on here, and takes its earlier end for the last.
    /// </summary>
    public bool IsStale(RunInfo run) => run.EndedUtc < SinceOf(run.Id);

    /// <summary>When a run went on here the last time; null for those of others.</summary>
    public DateTimeOffset? SinceOf(string run)
    {
        lock (_gate)
        {
            return _own.TryGetValue(run, out DateTimeOffset since) ? since : null;
        }
    }

    /// <summary>All of it was sent, unless it has gone on meanwhile.</summary>
    /// <param name="run">Its id.</param>
    /// <param name="since">What <see cref="SinceOf"/> said before it was sent.</param>
    public void Done(string run, DateTimeOffset? since)
    {
        lock (_gate)
        {
            if (SinceOf(run) == since)
            {
                _own.Remove(run);
            }
        }
    }

    public IReadOnlyList<string> Own()
    {
        lock (_gate)
        {
            return [.. _own.Keys.Order(StringComparer.Ordinal)];
        }
    }

    /// <param name="isLast">The process ends: only its own runs.</param>
    public IReadOnlyList<string> Next(bool isLast)
    {
        IReadOnlyList<string> own = Own();
        if (isLast || (_lookedAt is { } at && time.GetElapsedTime(at) < OthersInterval))
        {
            return own;
        }

        _lookedAt = time.GetTimestamp();
        return [.. own, .. folder.Wishes().Except(own)];
    }
}
