namespace Cairn.Storage.Archives;

/// <summary>
/// Predictions of one journal that went into an archive together, and what they added up to then: they leave the store
/// only while they still do. Immutable.
/// </summary>
/// <param name="Source">The journal that recorded them.</param>
/// <param name="First">The number of the first of them there.</param>
/// <param name="Last">The number of the last.</param>
/// <param name="RecordedBeforeMs">Of the numbers between, only those that were recorded before this time.</param>
/// <param name="Predictions">How many they are.</param>
/// <param name="Repeats">The sum of their repetitions.</param>
/// <param name="Flaws">The sum of their flaws, as numbers: grows with every flaw that is found later.</param>
/// <param name="Outcomes">How many outcomes belong to them.</param>
/// <param name="RepeatSpans">Where their repetitions are. At most <see cref="MaxSpans"/>.</param>
internal sealed record ArchiveChunk(
    string Source,
    long First,
    long Last,
    long RecordedBeforeMs,
    long Predictions,
    long Repeats,
    long Flaws,
    long Outcomes,
    IReadOnlyList<RepeatSpan> RepeatSpans)
{
    /// <summary>
    /// Processes that repeat each other's predictions within a window; the record fits a frame with seven times as
    /// many. The repetitions of more stay where they are, and harm nobody.
    /// </summary>
    public const int MaxSpans = 1000;

    /// <summary>What predictions of one journal add up to, in the order of their numbers; at least one.</summary>
    public static ArchiveChunk Of(IReadOnlyList<ArchivedPrediction> predictions, long recordedBeforeMs) => new(
        predictions[0].Id.Source,
        predictions[0].Id.Number,
        predictions[^1].Id.Number,
        recordedBeforeMs,
        predictions.Count,
        predictions.Sum(prediction => prediction.RepeatCount),
        predictions.Sum(prediction => (long)prediction.Flaws),
        predictions.Sum(prediction => (long)prediction.Outcomes.Count),
        [.. RepeatSpan.Of(predictions.SelectMany(prediction => prediction.Repeats)).Take(MaxSpans)]);
}
