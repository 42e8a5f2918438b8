using Cairn.Statistics;

namespace Cairn.Storage.Sqlite;

/// <summary>Reads the predictions of <c>cairn.db</c>. Not thread-safe.</summary>
internal sealed class SqlitePredictionStore(SqliteReadConnection connection) : IPredictionStore
{
    /// <inheritdoc/>
    public IReadOnlyList<PredictedModel> ListModels() => throw new NotImplementedException(connection.Path);

    /// <inheritdoc/>
    public IReadOnlyList<PredictionInfo> List(PredictionFilter? filter = null) => throw new NotImplementedException();

    /// <inheritdoc/>
    public PredictionInfo? Find(PredictionId id) => throw new NotImplementedException();

    /// <inheritdoc/>
    public PredictionInfo? Find(string text) => throw new NotImplementedException();

    /// <inheritdoc/>
    public IReadOnlyList<OutcomeInfo> ListOutcomes(OutcomeFilter? filter = null) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ModelContract? FindContract(string model) => throw new NotImplementedException();

    /// <inheritdoc/>
    public IReadOnlyList<ModelPerformance> ReadPerformance(
        PerformanceFilter? filter = null, PerformanceSplit split = PerformanceSplit.Day) =>
        throw new NotImplementedException();

    /// <inheritdoc/>
    public ModelStats ReadStats(string model, DateTimeOffset from) => throw new NotImplementedException();

    /// <inheritdoc/>
    public InputProfile? ReadProfile(
        string model, string? checkpointId = null, DateOnly? firstDay = null, DateOnly? lastDay = null) =>
        new ProfileReader(connection).Read(model, checkpointId, firstDay, lastDay);
}
