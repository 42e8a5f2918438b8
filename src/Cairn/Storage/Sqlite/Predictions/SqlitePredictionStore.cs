using Cairn.Statistics;

namespace Cairn.Storage.Sqlite;

/// <summary>Reads the predictions of <c>cairn.db</c>. Not thread-safe.</summary>
internal sealed class SqlitePredictionStore : IPredictionStore
{
    private readonly SqliteReadConnection _connection;
    private readonly ContractReader _contracts;
    private readonly ModelReader _models;
    private readonly PredictionReader _predictions;
    private readonly OutcomeReader _outcomes;
    private readonly PerformanceReader _performance;
    private readonly ProfileReader _profiles;
    private readonly RunReader _events;

    public SqlitePredictionStore(SqliteReadConnection connection, TimeProvider time)
    {
        _connection = connection;
        _contracts = new ContractReader(connection, time);
        _models = new ModelReader(connection);
        _predictions = new PredictionReader(connection, _contracts);
        _outcomes = new OutcomeReader(connection);
        _performance = new PerformanceReader(connection, _contracts, time);
        _profiles = new ProfileReader(connection);
        _events = new RunReader(connection);
    }

    /// <inheritdoc/>
    public IReadOnlyList<PredictedModel> ListModels() => _models.List();

    /// <inheritdoc/>
    public IReadOnlyList<PredictionInfo> List(PredictionFilter? filter = null) =>
        _connection.InSnapshot(() => _predictions.List(filter ?? new PredictionFilter()));

    /// <inheritdoc/>
    public PredictionInfo? Find(PredictionId id) => _connection.InSnapshot(() => _predictions.Find(id));

    /// <inheritdoc/>
    public PredictionInfo? Find(string text) => _connection.InSnapshot(() => _predictions.Find(text));

    /// <inheritdoc/>
    public IReadOnlyList<OutcomeInfo> ListOutcomes(OutcomeFilter? filter = null) =>
        _outcomes.List(filter ?? new OutcomeFilter());

    /// <inheritdoc/>
    public IReadOnlyList<RunEvent> ListAlarms(int limit = 100) => _events.LastAlarms(limit);

    /// <inheritdoc/>
    public ModelContract? FindContract(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return _contracts.Find(model);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ModelPerformance> ReadPerformance(
        PerformanceFilter? filter = null, PerformanceSplit split = PerformanceSplit.Day)
    {
        filter ??= new PerformanceFilter();
        return _connection.InSnapshot(() => ModelsOf(filter)
            .SelectMany(model => _performance.Read(model, filter, split))
            .ToList());
    }

    /// <inheritdoc/>
    public ModelStats ReadStats(string model, DateTimeOffset from)
    {
        ArgumentNullException.ThrowIfNull(model);
        return _connection.InSnapshot(() => _performance.ReadStats(model, from));
    }

    /// <inheritdoc/>
    public InputProfile? ReadProfile(
        string model, string? checkpointId = null, DateOnly? firstDay = null, DateOnly? lastDay = null) =>
        _profiles.Read(model, checkpointId, firstDay, lastDay);

    private IEnumerable<string> ModelsOf(PerformanceFilter filter) =>
        filter.Model is { } model ? [model] : _models.List().Select(one => one.Name);
}
