namespace Cairn.Statistics;

/// <summary>Judged predictions whose confidence lay in one range. Immutable.</summary>
/// <param name="From">Lower end of the range.</param>
/// <param name="To">Upper end of the range; part of it in the last range only.</param>
/// <param name="MeanConfidence">Mean confidence; NaN when there are none.</param>
/// <param name="Accuracy">How many were right of how many.</param>
public sealed record ReliabilityBin(double From, double To, double MeanConfidence, Proportion Accuracy)
{
    /// <summary>Fewer than so many say nothing: their accuracy is chance.</summary>
    public const int MinCount = 20;

    /// <summary>Whether there are enough of them to say anything.</summary>
    public bool HasEnough => Accuracy.Of >= MinCount;
}
