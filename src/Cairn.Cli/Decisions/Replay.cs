using Cairn.Callbacks;
using Cairn.Storage;

namespace Cairn.Cli.Decisions;

/// <summary>Shows the recorded epochs of a run to callbacks, as if it were trained now. Immutable.</summary>
/// <param name="epochs">What was recorded, in the order of epochs.</param>
/// <param name="learningRate">The rate that the run began with; null when that was not recorded.</param>
internal sealed class Replay(IReadOnlyList<ReplayEpoch> epochs, double? learningRate)
{
    /// <summary>What happened by the run's own events.</summary>
    public ReplayOutcome Recorded(ReplaySettings settings, IEnumerable<RunEvent> events)
    {
        RunEvent[] all = [.. events];
        ReplayDecision[] decisions = [.. all.Select(ToDecision).OfType<ReplayDecision>()];
        if (!decisions.Any(one => one.Word == ReplayDecision.Stop))
        {
            // A trainer without callbacks says only that it stops early, with the epoch as step.
            decisions =
            [
                .. decisions,
                .. all.Where(one => one.Kind == "early_stopping" && one.Step is not null).Take(1)
                    .Select(one => new ReplayDecision(one.Step!.Value, ReplayDecision.Stop)),
            ];
        }

        return Outcome(settings, decisions, epochs.Count);
    }

    /// <summary>What the callbacks of these settings decide, up to where they stop.</summary>
    public ReplayOutcome Run(ReplaySettings settings)
    {
        var manager = new CallbackManager(settings.MakeCallbacks());
        var decisions = new List<ReplayDecision>();
        for (int i = 0; i < epochs.Count; i++)
        {
            CallbackOutcome outcome = manager.OnEpochEnd(epochs[i].ToState() with
            {
                LearningRate = manager.LearningRate ?? learningRate,
            });
            decisions.AddRange(outcome.Decisions.Where(IsComparable)
                .Select(one => new ReplayDecision(one.Epoch, CallbackEvents.WordOf(one.Kind))));
            if (outcome.ShouldStop)
            {
                return Outcome(settings, decisions, i + 1);
            }
        }

        return Outcome(settings, decisions, epochs.Count);
    }

    private static bool IsComparable(CallbackDecision decision) =>
        decision.Kind is CallbackDecisionKind.Stop or CallbackDecisionKind.ScaleLearningRate;

    private static ReplayDecision? ToDecision(RunEvent one)
    {
        (string? callback, string? word) = (EventData.Text(one, "callback"), EventData.Text(one, "decision"));
        bool isReplayed = one.Kind == CallbackEvents.Kind && (callback, word) is
            (ReplaySettings.EarlyStoppingName, ReplayDecision.Stop)
            or (ReplaySettings.PlateauName, ReplayDecision.Reduce);
        return isReplayed && EventData.Integer(one, "epoch") is { } epoch ? new ReplayDecision(epoch, word!) : null;
    }

    private ReplayOutcome Outcome(ReplaySettings settings, IReadOnlyList<ReplayDecision> decisions, int count)
    {
        (long Epoch, double Value)? best = null;
        foreach (ReplayEpoch epoch in epochs.Take(count))
        {
            if (epoch.Find(settings.Monitor) is { } value && !double.IsNaN(value)
                && (best is null || settings.IsBetter(value, best.Value.Value)))
            {
                best = (epoch.Epoch, value);
            }
        }

        long? last = count == 0 ? null : epochs[count - 1].Epoch;
        return new ReplayOutcome(decisions, last, count, best?.Epoch, best?.Value);
    }
}
