using Cairn.Diagnostics;
using Cairn.Journal;
using Cairn.Sinks;

namespace Cairn.Draining;

/// <summary>
/// A sink that may fail: opened when it is first needed, left alone for a while after a failure, opened anew then.
/// Owned by the draining thread.
/// </summary>
internal sealed class SinkLane(Func<ISink> open, CairnFailureKind kind, FailureReporter failures, TimeProvider time)
    : IDisposable
{
    private ISink? _sink;
    private RetrySchedule _retry = new(time);
    private string _name = "";

    /// <summary>Why the sink does not work now; null while it does.</summary>
    public SinkUnavailableException? Failure { get; private set; }

    /// <summary>Does something with the sink. False when it failed, now or so recently that it was not tried.</summary>
    /// <exception cref="JournalUnreadableException">What was to be written cannot be read; the sink is
    /// well.</exception>
    public bool Try(Action<ISink> work, bool isUrgent = false)
    {
        if (!isUrgent && !_retry.IsDue())
        {
            return false;
        }

        try
        {
            _sink ??= open();
            _name = _sink.Name;
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
        catch (Exception e) when (e is not JournalUnreadableException)
#pragma warning restore CA1031
        {
            string what = $"{e.GetType().Name}: {e.Message}";
            Fail(new SinkUnavailableException($"A sink failed unexpectedly ({what}); it is tried again.", e));
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
        failures.Recovered(kind, _name, $"The {_name} sink can write again; nothing that waited for it is missing.");
        _retry.Succeeded();
        Failure = null;
    }

    private void Fail(SinkUnavailableException e)
    {
        _retry.Failed();
        Failure = e;
        failures.Report(kind, _name, e.Message, e);
    }
}
