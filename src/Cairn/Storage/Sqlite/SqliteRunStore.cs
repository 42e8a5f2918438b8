using Cairn.IO;
using Cairn.Storage.Chunks;

namespace Cairn.Storage.Sqlite;

/// <summary>
/// Reads <c>cairn.db</c>. Never writes to it, nor waits for the one who does. One instance is for one thread at a time;
/// any number of instances may be open.
/// </summary>
internal sealed class SqliteRunStore : IRunStore
{
    private readonly SqliteReadConnection _connection;
    private readonly RunReader _runs;
    private readonly SeriesReader _series;
    private readonly CheckpointReader _checkpoints;
    private readonly MediaReader _media;
    private readonly ResumeReader _resuming;
    private readonly SqlitePredictionStore _predictions;

    /// <summary>
    /// Opens the store in a folder, or the database file itself. Whether a prediction is expired depends on the time.
    /// </summary>
    /// <exception cref="StoreUnavailableException">
    /// There is none yet, it is newer than this version, damaged, locked or no store.
    /// </exception>
    public SqliteRunStore(string path, TimeProvider? time = null)
    {
        string fullPath = Path.GetFullPath(path);
        _connection = new SqliteReadConnection(
            PhysicalFileSystem.Instance.DirectoryExists(fullPath) ? Path.Combine(fullPath, SqliteFile.Name) : fullPath);
        _runs = new RunReader(_connection);
        _series = new SeriesReader(_connection);
        _checkpoints = new CheckpointReader(_connection);
        _media = new MediaReader(_connection);
        _resuming = new ResumeReader(_connection, _runs, new KeptSteps(_connection, _series));
        _predictions = new SqlitePredictionStore(_connection, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RunInfo> ListRuns(RunFilter? filter = null) => _runs.List(filter ?? new RunFilter());

    /// <inheritdoc/>
    public RunInfo? FindRun(string idOrName) => _runs.Find(idOrName);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ReadParameters(string runId) => _runs.Parameters(runId);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ReadTags(string runId) => _runs.Tags(runId);

    /// <inheritdoc/>
    public IReadOnlyList<RunEvent> ReadEvents(string runId, long afterId = 0, int limit = 1000) =>
        _runs.Events(runId, afterId, limit);

    /// <inheritdoc/>
    public IReadOnlyList<RunEvent> ReadLastEvents(string runId, int count) => _runs.LastEvents(runId, count);

    /// <inheritdoc/>
    public IReadOnlyList<SeriesInfo> ListSeries(string runId) => _series.List(runId);

    /// <inheritdoc/>
    public SeriesInfo? FindSeries(string runId, string name) => _series.Find(runId, name);

    /// <inheritdoc/>
    public IEnumerable<SeriesPoint> ReadRange(
        SeriesInfo series, long fromStep = long.MinValue, long toStep = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(series);
        return new RangeReader(_series, series.Id, fromStep, toStep).Read();
    }

    /// <inheritdoc/>
    public IEnumerable<SeriesPoint> ReadRecorded(SeriesInfo series, long skip = 0)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        return _series.ReadRecorded(series.Id, skip);
    }

    /// <inheritdoc/>
    public IReadOnlyList<SeriesPoint> ReadTail(SeriesInfo series, int count)
    {
        ArgumentNullException.ThrowIfNull(series);
        return _series.ReadTail(series.Id, count);
    }

    /// <inheritdoc/>
    public IReadOnlyList<SeriesBucket> ReadDownsampled(
        SeriesInfo series, int maxBuckets, long fromStep = long.MinValue, long toStep = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBuckets, 1);
        return new DownsampledReader(_series, series.Id, maxBuckets, fromStep, toStep).Read();
    }

    /// <inheritdoc/>
    public IReadOnlyList<MediaInfo> ListMedia(string runId, long afterId = 0, int limit = 10_000) =>
        _media.List(runId, afterId, limit);

    /// <inheritdoc/>
    public byte[] ReadMedia(long id) => _media.Read(id);

    /// <inheritdoc/>
    public IReadOnlyList<string> ListModels() => _checkpoints.ListModels();

    /// <inheritdoc/>
    public IReadOnlyList<CheckpointMetadata> ListCheckpoints(string model) => _checkpoints.List(model);

    /// <inheritdoc/>
    public CheckpointMetadata? FindCheckpoint(string checkpointId) => _checkpoints.Find(checkpointId);

    /// <inheritdoc/>
    public CheckpointMetadata? FindBestCheckpoint(string model, string metric, MetricGoal goal) =>
        _checkpoints.FindBest(model, metric, goal);

    /// <summary>The checkpoint that was saved last; null when the index has none.</summary>
    public CheckpointMetadata? FindNewestCheckpoint(string model) => _checkpoints.FindNewest(model);

    /// <summary>True when the database file is no longer where it was opened.</summary>
    public bool HasMoved => SqliteFile.HasMoved(_connection.Connection);

    /// <summary>What the index knows of a model as a whole; null when it does not know it.</summary>
    public IndexedModel? FindModel(string model) => _checkpoints.FindModel(model);

    /// <summary>Where a run can go on from a checkpoint; null when there is no run with exactly this id.</summary>
    public ResumePoint? FindResumePoint(string runId, string checkpointId) => _resuming.Find(runId, checkpointId);

    /// <inheritdoc/>
    public IPredictionStore Predictions => _predictions;

    /// <inheritdoc/>
    public IReadOnlyList<JournalInfo> ListJournals() => _connection.Rows(
        "SELECT id, stored, damaged, undefined, is_closed FROM journals ORDER BY id",
        static row => new JournalInfo(
            row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetBoolean(4)));

    /// <inheritdoc/>
    public QueryResult Query(string sql, int maxRows = 10_000)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        return new ReadOnlyQuery(_connection.Connection, _connection.Path).Run(sql, maxRows);
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();
}
