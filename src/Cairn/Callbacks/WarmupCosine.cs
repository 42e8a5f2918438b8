namespace Cairn.Callbacks;

/// <summary>
/// Rises from zero in a straight line, step by step, then falls along half a cosine: towards <see cref="FinalRate"/>,
/// which the step after the last would have. Later steps stay there. Immutable.
/// </summary>
public sealed class WarmupCosine : ILearningRateSchedule
{
    /// <summary>Makes a schedule.</summary>
    /// <param name="learningRate">The highest rate, above 0; that of the last step of the warm-up.</param>
    /// <param name="warmupSteps">0 for none; less than all steps.</param>
    /// <param name="totalSteps">Of the whole training, warm-up and all epochs.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside these limits.</exception>
    public WarmupCosine(double learningRate, long warmupSteps, long totalSteps)
    {
        ScheduleArguments.RequireRate(learningRate);
        ArgumentOutOfRangeException.ThrowIfNegative(warmupSteps);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(warmupSteps, totalSteps);
        (LearningRate, WarmupSteps, TotalSteps) = (learningRate, warmupSteps, totalSteps);
    }

    /// <summary>The highest rate.</summary>
    public double LearningRate { get; }

    /// <summary>Steps in which the rate rises.</summary>
    public long WarmupSteps { get; }

    /// <summary>Steps of the whole training.</summary>
    public long TotalSteps { get; }

    /// <summary>What the cosine falls towards. Default 0.</summary>
    public double FinalRate { get; init; }

    /// <inheritdoc/>
    public double At(long finishedEpochs, long stepNumber)
    {
        if (stepNumber <= WarmupSteps)
        {
            return LearningRate * stepNumber / WarmupSteps;
        }

        double progress = Math.Min(1, (double)(stepNumber - 1 - WarmupSteps) / (TotalSteps - WarmupSteps));
        return FinalRate + (LearningRate - FinalRate) * (1 + Math.Cos(Math.PI * progress)) / 2;
    }
}
