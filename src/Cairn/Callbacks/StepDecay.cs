namespace Cairn.Callbacks;

/// <summary>Multiplies the rate by a factor every so many epochs, as PyTorch's <c>StepLR</c>. Immutable.</summary>
public sealed class StepDecay : ILearningRateSchedule
{
    /// <summary>Makes a schedule.</summary>
    /// <param name="learningRate">The first rate, above 0.</param>
    /// <param name="every">After how many epochs, or steps, the rate falls; at least 1.</param>
    /// <param name="factor">What it is multiplied by; above 0. Default 0.1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside these limits.</exception>
    public StepDecay(double learningRate, long every, double factor = 0.1)
    {
        ScheduleArguments.RequireRate(learningRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        ScheduleArguments.RequireFactor(factor);
        (LearningRate, Every, Factor) = (learningRate, every, factor);
    }

    /// <summary>The first rate.</summary>
    public double LearningRate { get; }

    /// <summary>After how many epochs, or steps, the rate falls.</summary>
    public long Every { get; }

    /// <summary>What it is multiplied by.</summary>
    public double Factor { get; }

    /// <summary>What is counted. Default <see cref="ScheduleUnit.Epoch"/>.</summary>
    public ScheduleUnit Unit { get; init; }

    /// <inheritdoc/>
    public double At(long finishedEpochs, long stepNumber)
    {
        long index = Unit == ScheduleUnit.Epoch ? finishedEpochs : stepNumber - 1;
        return LearningRate * Math.Pow(Factor, index / Every);
    }
}
