using Cairn.Statistics;

namespace Cairn.Storage;

/// <summary>
/// The predictions of a store, for reading: <see cref="IRunStore.Predictions"/>. One instance is for one thread at a
/// time.
/// </summary>
public interface IPredictionStore
{
    /// <summary>Models that have predicted, by name.</summary>
    IReadOnlyList<PredictedModel> ListModels();

    /// <summary>Predictions, newest decision first.</summary>
    IReadOnlyList<PredictionInfo> List(PredictionFilter? filter = null);

    /// <summary>A prediction; of one that was counted as a repetition the record that it is counted on; null for none.</summary>
    PredictionInfo? Find(PredictionId id);

    /// <summary>
    /// The prediction that is meant by an id, by the unique end of an id (<c>7f3a9c01-42</c>), or by <c>latest</c>; null
    /// when there is none.
    /// </summary>
    /// <exception cref="ArgumentException">The text is the end of several ids.</exception>
    PredictionInfo? Find(string text);

    /// <summary>Outcomes that were handed in, the last first.</summary>
    IReadOnlyList<OutcomeInfo> ListOutcomes(OutcomeFilter? filter = null);

    /// <summary>
    /// What was odd about predictions (another answer to the same features, a feed that stands still, …) and other warnings
    /// that belong to no run, the last first.
    /// </summary>
    IReadOnlyList<RunEvent> ListAlarms(int limit = 100);

    /// <summary>How a model's predictions are judged; null when nobody said.</summary>
    ModelContract? FindContract(string model);

    /// <summary>
    /// How models did, from figures that are kept up with every record: no record is read, however many there are. By
    /// model, then by day, symbol and checkpoint where they are told apart.
    /// </summary>
    IReadOnlyList<ModelPerformance> ReadPerformance(
        PerformanceFilter? filter = null, PerformanceSplit split = PerformanceSplit.Day);

    /// <summary>How a model did from a time on; the time is rounded down to the hour.</summary>
    ModelStats ReadStats(string model, DateTimeOffset from);

    /// <summary>What the model was given and answered on the days of a range (both included); null when nothing was.</summary>
    /// <param name="model">The model.</param>
    /// <param name="checkpointId">By this checkpoint only; null for all.</param>
    /// <param name="firstDay">The first day (UTC).</param>
    /// <param name="lastDay">The last day (UTC).</param>
    InputProfile? ReadProfile(string model, string? checkpointId = null, DateOnly? firstDay = null, DateOnly? lastDay = null);
}
