namespace Cairn.Storage;

/// <summary>
/// What a store holds, for reading. Safe for any number of readers beside one writer; one instance is for one thread at
/// a time.
/// </summary>
public interface IRunStore : IDisposable
{
    /// <summary>Runs, newest first.</summary>
    IReadOnlyList<RunInfo> ListRuns(RunFilter? filter = null);

    /// <summary>
    /// The run that is meant by an id, the unique beginning of an id, a name (the newest of that name), or
    /// <c>latest</c>; null when there is none.
    /// </summary>
    /// <exception cref="ArgumentException">The text is the beginning of several ids.</exception>
    RunInfo? FindRun(string idOrName);

    /// <summary>Parameters of a run by key; values are JSON values.</summary>
    IReadOnlyDictionary<string, string> ReadParameters(string runId);

    /// <summary>Tags of a run by key.</summary>
    IReadOnlyDictionary<string, string> ReadTags(string runId);

    /// <summary>
    /// Events and log lines of a run, oldest first, with an id greater than <paramref name="afterId"/>.
    /// </summary>
    IReadOnlyList<RunEvent> ReadEvents(string runId, long afterId = 0, int limit = 1000);

    /// <summary>The newest events and log lines of a run, oldest first.</summary>
    IReadOnlyList<RunEvent> ReadLastEvents(string runId, int count);

    /// <summary>The series of a run, by name.</summary>
    IReadOnlyList<SeriesInfo> ListSeries(string runId);

    /// <summary>A series by its exact name; null when the run has none of that name.</summary>
    SeriesInfo? FindSeries(string runId, string name);

    /// <summary>Points with a step in the range (both ends included), in the order of steps; streamed.</summary>
    IEnumerable<SeriesPoint> ReadRange(SeriesInfo series, long fromStep = long.MinValue, long toStep = long.MaxValue);

    /// <summary>Points in the order of recording, but for the first <paramref name="skip"/> of them; streamed.</summary>
    IEnumerable<SeriesPoint> ReadRecorded(SeriesInfo series, long skip = 0);

    /// <summary>The last points recorded, oldest first.</summary>
    IReadOnlyList<SeriesPoint> ReadTail(SeriesInfo series, int count);

    /// <summary>
    /// At most <paramref name="maxBuckets"/> buckets over the range, in the order of recording. No extreme, NaN or
    /// infinity is lost: each lies in the minimum, maximum or counts of a bucket.
    /// </summary>
    IReadOnlyList<SeriesBucket> ReadDownsampled(
        SeriesInfo series, int maxBuckets, long fromStep = long.MinValue, long toStep = long.MaxValue);

    /// <summary>
    /// What a run has to look at, in the order of recording, with an id greater than <paramref name="afterId"/>.
    /// </summary>
    IReadOnlyList<MediaInfo> ListMedia(string runId, long afterId = 0, int limit = 10_000);

    /// <summary>The content, as <see cref="MediaKind"/> says; empty when there is none of this id any more.</summary>
    byte[] ReadMedia(long id);

    /// <summary>Models that have checkpoints, by name.</summary>
    IReadOnlyList<string> ListModels();

    /// <summary>Checkpoints of a model as the index has them, newest first (by time, then step, then id).</summary>
    IReadOnlyList<CheckpointMetadata> ListCheckpoints(string model);

    /// <summary>A checkpoint by its id; null when the index has none.</summary>
    CheckpointMetadata? FindCheckpoint(string checkpointId);

    /// <summary>
    /// The best checkpoint of a model by a metric: finite values before infinite ones, of equal ones the newest; one
    /// without a number is never the best. Null when there is none.
    /// </summary>
    CheckpointMetadata? FindBestCheckpoint(string model, string metric, MetricGoal goal);

    /// <summary>Predictions, their outcomes and statistics.</summary>
    IPredictionStore Predictions { get; }

    /// <summary>What every journal of the store has handed in and lost.</summary>
    IReadOnlyList<JournalInfo> ListJournals();

    /// <summary>
    /// Runs one read-only SQL statement. Besides the tables there is a view <c>points(run, series, step, time_ms,
    /// value)</c>,
    /// in which NaN is NULL.
    /// </summary>
    /// <exception cref="ArgumentException">The text is no SQL, more than one statement, or more than a
    /// SELECT.</exception>
    QueryResult Query(string sql, int maxRows = 10_000);
}
