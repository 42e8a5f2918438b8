using Cairn.Toto.Model;

namespace Cairn.Toto.Training;

/// <summary>The learning rate of every step of a training. Immutable.</summary>
internal sealed class LearningRateCurve(TotoOptions options, int totalSteps)
{
    // A warm-up longer than half the training would never let the model learn at full rate.
    private readonly int _warmup = Math.Min(options.WarmupSteps, totalSteps / 2);

    /// <summary>The rate of a step, the first being 1.</summary>
    public double At(int step)
    {
        if (step <= _warmup)
        {
            return options.LearningRate * step / _warmup;
        }

        if (options.Schedule == LearningRateSchedule.Constant)
        {
            return options.LearningRate;
        }

        double progress = (double)(step - 1 - _warmup) / (totalSteps - _warmup);
        return options.LearningRate * (1 + Math.Cos(Math.PI * progress)) / 2;
    }
}
