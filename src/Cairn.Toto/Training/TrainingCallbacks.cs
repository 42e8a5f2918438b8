using Cairn.Callbacks;
using Cairn.Toto.Model;

namespace Cairn.Toto.Training;

/// <summary>Makes what the options say of the learning rate and of an early end. Stateless.</summary>
internal static class TrainingCallbacks
{
    private const string GuardName = "nan_guard";

    /// <param name="options">The settings.</param>
    /// <param name="totalSteps">Of all epochs.</param>
    /// <param name="more">A caller's own, asked after those of the options.</param>
    public static CallbackManager Create(TotoOptions options, int totalSteps, IEnumerable<ITrainingCallback> more)
    {
        List<ITrainingCallback> callbacks = [new NanGuard { Name = GuardName }];
        if (options.Patience > 0)
        {
            callbacks.Add(new EarlyStopping("val_loss", options.Patience) { RestoreBest = true });
        }

        return new CallbackManager([.. callbacks, .. more], Schedule(options, totalSteps));
    }

    /// <summary>The learning rate of every step.</summary>
    public static ILearningRateSchedule Schedule(TotoOptions options, int totalSteps)
    {
        // A warm-up longer than half the training would never let the model learn at full rate.
        int warmup = Math.Min(options.WarmupSteps, totalSteps / 2);
        return options.Schedule == LearningRateSchedule.Constant
            ? new WarmupConstant(options.LearningRate, warmup)
            : new WarmupCosine(options.LearningRate, warmup, totalSteps);
    }

    /// <summary>
    /// Why the training ends; null when it goes on. The trainer does not go back by itself, so wanting that ends it.
    /// </summary>
    public static StopReason? StopOf(in CallbackOutcome outcome)
    {
        if (outcome.RollBack || outcome.Decisions.Any(IsOfGuard))
        {
            return StopReason.Diverged;
        }

        return outcome.ShouldStop ? StopReason.EarlyStopped : null;
    }

    private static bool IsOfGuard(CallbackDecision decision) =>
        decision is { Callback: GuardName, Kind: CallbackDecisionKind.Stop };
}
