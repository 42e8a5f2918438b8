namespace Cairn.Callbacks;

/// <summary>
/// Rises along half a cosine, then falls along another to almost nothing, step by step, as PyTorch's <c>OneCycleLR</c>
/// with two phases. Steps after the last keep its rate. Immutable.
/// </summary>
public sealed class OneCycle : ILearningRateSchedule
{
    /// <summary>Makes a schedule.</summary>
    /// <param name="maxLearningRate">The highest rate, above 0.</param>
    /// <param name="totalSteps">Of the whole training; at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside these limits.</exception>
    public OneCycle(double maxLearningRate, long totalSteps)
    {
        ScheduleArguments.RequireRate(maxLearningRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(totalSteps, 2);
        (MaxLearningRate, TotalSteps) = (maxLearningRate, totalSteps);
    }

    /// <summary>The highest rate.</summary>
    public double MaxLearningRate { get; }

    /// <summary>Steps of the whole training.</summary>
    public long TotalSteps { get; }

    /// <summary>The share of all steps in which the rate rises; at least 0 and below 1. Default 0.3.</summary>
    public double RisingShare
    {
        get;
        init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(RisingShare), value, "Use a share from 0 to below 1, such as 0.3.");
    } = 0.3;

    /// <summary>The first rate is the highest one divided by this. Default 25.</summary>
    public double InitialDivisor { get; init; } = 25;

    /// <summary>The last rate is the first one divided by this. Default 10,000.</summary>
    public double FinalDivisor { get; init; } = 1e4;

    /// <inheritdoc/>
    public double At(long finishedEpochs, long stepNumber)
    {
        long index = stepNumber - 1;
        double first = MaxLearningRate / InitialDivisor;
        double peak = RisingShare * TotalSteps - 1;
        if (index <= peak)
        {
            // A rise of one step is the peak itself.
            return Along(first, MaxLearningRate, peak > 0 ? index / peak : 1);
        }

        // As in PyTorch, a share of less than one step begins its fall before the first step.
        double fallen = Math.Min(1, (index - peak) / (TotalSteps - 1 - peak));
        return Along(MaxLearningRate, first / FinalDivisor, fallen);
    }

    private static double Along(double from, double to, double share) =>
        to + (from - to) / 2 * (Math.Cos(Math.PI * share) + 1);
}
