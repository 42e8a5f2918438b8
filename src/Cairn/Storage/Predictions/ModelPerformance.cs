using Cairn.Statistics;

namespace Cairn.Storage;

/// <summary>How a model did, all in all or on one day, with one symbol, with one checkpoint. Immutable.</summary>
/// <param name="Model">The model.</param>
/// <param name="Day">The day (UTC); null when days are together.</param>
/// <param name="Symbol">The symbol; null when symbols are together.</param>
/// <param name="CheckpointId">The checkpoint, empty for predictions that named none; null when checkpoints are together.</param>
/// <param name="Figures">The figures.</param>
public sealed record ModelPerformance(
    string Model, DateOnly? Day, string? Symbol, string? CheckpointId, PerformanceFigures Figures);
