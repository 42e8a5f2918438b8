namespace Cairn.Callbacks;

/// <summary>Multiplies the rate by a factor every epoch, as PyTorch's <c>ExponentialLR</c>. Immutable.</summary>
public sealed class ExponentialDecay : ILearningRateSchedule
{
    /// <summary>Makes a schedule.</summary>
    /// <param name="learningRate">The first rate, above 0.</param>
    /// <param name="factor">What it is multiplied by each time; above 0, usually a little below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside these limits.</exception>
    public ExponentialDecay(double learningRate, double factor)
    {
        ScheduleArguments.RequireRate(learningRate);
        ScheduleArguments.RequireFactor(factor);
        (LearningRate, Factor) = (learningRate, factor);
    }

    /// <summary>The first rate.</summary>
    public double LearningRate { get; }

    /// <summary>What it is multiplied by each time.</summary>
    public double Factor { get; }

    /// <summary>What is counted. Default <see cref="ScheduleUnit.Epoch"/>.</summary>
    public ScheduleUnit Unit { get; init; }

    /// <inheritdoc/>
    public double At(long finishedEpochs, long stepNumber) =>
        LearningRate * Math.Pow(Factor, Unit == ScheduleUnit.Epoch ? finishedEpochs : stepNumber - 1);
}
