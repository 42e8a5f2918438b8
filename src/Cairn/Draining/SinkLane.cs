using System.Diagnostics;
using Cairn.Diagnostics;
using Cairn.Sinks;

namespace Cairn.Draining;

/// <summary>
/// A sink that may fail: opened when it is first needed, left alone for a while after a failure, opened anew then. Owned by
/// the draining thread.
/// </summary>
internal sealed class SinkLane(Func<ISink> open, CairnFailureKind kind, FailureReporter failures) : IDisposable
{
    private static readonly long Epoch = Stopwatch.GetTimestamp();

    private ISink? _sink;
    private RetrySchedule _retry;

    /// <summary>Why the sink does not work now; null while it does.</summary>
    public SinkUnavailableException? Failure { get; private set; }

    /// <summary>Does something with the sink. False when it failed, now or so recently that it was not tried.</summary>
    public bool Try(Action<ISink> work, bool isUrgent = false)
    {
        if (!isUrgent && !_retry.IsDue(Stopwatch.GetElapsedTime(Epoch)))
        {
            return false;
        }

        try
        {
            _sink ??= open();
            work(_sink);
            Succeed();
            return true;
        }
        catch (SinkUnavailableException e)
        {
            Fail(e);
            return false;
        }
#pragma warning disable CA1031 // a fault in a sink must not end the host
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(new SinkUnavailableException($"A sink failed unexpectedly ({e.GetType().Name}: {e.Message}); it is tried again.", e));
            return false;
        }
    }

    public void Dispose()
    {
        _sink?.Dispose();
        _sink = null;
    }

    private void Succeed()
    {
        if (_retry.IsFailing)
        {
            failures.Recovered(kind, $"{_sink!.Name} can be written again; nothing that waited for it is missing.");
        }

        _retry.Succeeded();
        Failure = null;
    }

    private void Fail(SinkUnavailableException e)
    {
        _retry.Failed(Stopwatch.GetElapsedTime(Epoch));
        Failure = e;
        failures.Report(kind, e.Message, e);
    }
}
