namespace Cairn.Callbacks;

/// <summary>What the constructors of schedules ask of their arguments. Stateless.</summary>
internal static class ScheduleArguments
{
    public static void RequireRate(double learningRate)
    {
        if (!(learningRate > 0) || !double.IsFinite(learningRate))
        {
            throw new ArgumentOutOfRangeException(
                nameof(learningRate), learningRate, "Use a finite learning rate above 0, such as 0.001.");
        }
    }

    public static void RequireFactor(double factor)
    {
        if (!(factor > 0) || !double.IsFinite(factor))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "Use a finite factor above 0, such as 0.5.");
        }
    }
}
