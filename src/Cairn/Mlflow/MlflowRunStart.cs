namespace Cairn.Mlflow;

/// <summary>How a run begins.</summary>
/// <param name="ExperimentId">The experiment that it belongs to.</param>
/// <param name="Key">
/// What tells it apart for ever: the run's id in Cairn. Kept as the tag <c>cairn.run_id</c>, by which a run is found again whose
/// making was not answered.
/// </param>
/// <param name="Name">For people.</param>
/// <param name="StartMs">When it began, in milliseconds since 1970, UTC.</param>
/// <param name="User">Who runs it.</param>
/// <param name="Tags">Set together with the run.</param>
internal sealed record MlflowRunStart(
    string ExperimentId,
    string Key,
    string Name,
    long StartMs,
    string User,
    IReadOnlyList<KeyValuePair<string, string>> Tags);
