namespace Cairn.Callbacks;

/// <summary>Rises from zero in a straight line, step by step, and stays. Immutable.</summary>
public sealed class WarmupConstant : ILearningRateSchedule
{
    /// <summary>Makes a schedule.</summary>
    /// <param name="learningRate">Above 0; that of the last step of the warm-up and of all later ones.</param>
    /// <param name="warmupSteps">0, the default, for none: the rate never changes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside these limits.</exception>
    public WarmupConstant(double learningRate, long warmupSteps = 0)
    {
        ScheduleArguments.RequireRate(learningRate);
        ArgumentOutOfRangeException.ThrowIfNegative(warmupSteps);
        (LearningRate, WarmupSteps) = (learningRate, warmupSteps);
    }

    /// <summary>The rate after the warm-up.</summary>
    public double LearningRate { get; }

    /// <summary>Steps in which the rate rises.</summary>
    public long WarmupSteps { get; }

    /// <inheritdoc/>
    public double At(long finishedEpochs, long stepNumber) =>
        stepNumber <= WarmupSteps ? LearningRate * stepNumber / WarmupSteps : LearningRate;
}
