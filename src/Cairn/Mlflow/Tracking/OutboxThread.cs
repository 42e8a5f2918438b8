using Cairn.Diagnostics;
using Cairn.Mlflow.Sync;
using Cairn.Mlflow.Targets;

namespace Cairn.Mlflow.Tracking;

/// <summary>
/// Sends an outbox to MLflow by a thread of its own, again and again where the server is away. Other threads may use the
/// target between two sendings.
/// </summary>
/// <param name="outbox">What waits.</param>
/// <param name="context">Where it goes.</param>
/// <param name="failures">Where trouble is told.</param>
/// <param name="time">The clock of pauses.</param>
internal sealed class OutboxThread(Outbox outbox, OutboxContext context, FailureReporter failures, TimeProvider time)
{
    /// <summary>What MLflow takes in one request.</summary>
    private const int BatchSize = 1000;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    private readonly Lock _targetGate = new();
    private readonly SendPause _pause = new(time);
    private Thread? _thread;

    public void Start()
    {
        _thread = new Thread(Work) { Name = "Cairn-Mlflow", IsBackground = true };
        _thread.Start();
    }

    /// <summary>False when the thread had not ended after the time.</summary>
    public bool Join(TimeSpan limit) => _thread?.Join(limit) ?? true;

    /// <summary>Uses the target on the caller's thread.</summary>
    public T Ask<T>(Func<OutboxContext, T> question)
    {
        lock (_targetGate)
        {
            return question(context);
        }
    }

    private void Work()
    {
        while (outbox.Peek(BatchSize) is { Count: > 0 } next)
        {
            if (_pause.IsDue)
            {
                Send(next);
            }
            else if (outbox.IsClosed)
            {
                return; // what is left was counted by whoever closed it
            }
            else
            {
                outbox.Pause(Poll);
            }
        }
    }

    private void Send(IReadOnlyList<Outgoing> next)
    {
        try
        {
            lock (_targetGate)
            {
                Deliver(next);
            }

            outbox.Remove(next.Count, isLost: false);
            _pause.Succeeded();
            failures.Recovered(
                CairnFailureKind.Mlflow, nameof(Send), $"What is logged goes to MLflow at {context.Target.Location} again.");
        }
        catch (MlflowException error) when (!IsOfOneThing(error))
        {
            _pause.Failed(error);
            failures.Report(
                CairnFailureKind.Mlflow,
                nameof(Send),
                $"Nothing reaches MLflow at {context.Target.Location}: {error.Message} What is logged waits in memory, and it is "
                + "tried again.",
                error);
        }
#pragma warning disable CA1031 // one file that cannot be read, or one refusal, must not hold up what comes behind it
        catch (Exception error)
#pragma warning restore CA1031
        {
            outbox.Remove(next.Count, isLost: true);
            failures.Report(
                CairnFailureKind.Mlflow,
                next[0].Key,
                $"MLflow at {context.Target.Location} was not given {What(next)}: {error.Message}",
                error);
        }
    }

    /// <summary>Whether what comes behind may go all the same.</summary>
    private static bool IsOfOneThing(MlflowException error) =>
        error.Code is "mlflow.refused" or "mlflow.missing" or SourceFault.Code;

    private void Deliver(IReadOnlyList<Outgoing> next)
    {
        if (next[0].Work is { } work)
        {
            work(context);
            return;
        }

        context.Target.LogBatch(context.Run, new MlflowBatch
        {
            Metrics = [.. Of(OutgoingKind.Point).Select(one => new MlflowMetric(one.Key, one.Point))],
            Parameters = [.. Of(OutgoingKind.Parameter).Select(one => KeyValuePair.Create(one.Key, one.Text))],
            Tags = [.. Of(OutgoingKind.Tag).Select(one => KeyValuePair.Create(one.Key, one.Text))],
        });

        IEnumerable<Outgoing> Of(OutgoingKind kind) => next.Where(one => one.Kind == kind);
    }

    private static string What(IReadOnlyList<Outgoing> next) =>
        next[0].IsAlone ? next[0].Key : $"{next.Count} values of '{next[0].Key}' and others";
}
