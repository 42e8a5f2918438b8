using Cairn.Cli.Training;

namespace Cairn.Cli.Forecasting;

/// <summary>What is to be predicted. Immutable.</summary>
/// <param name="Model">The model; null for the only one.</param>
/// <param name="Checkpoint">Its id, alias or the like; null for the champion, else the active one.</param>
/// <param name="Source">Where the prices are.</param>
/// <param name="Limit">At most so many predictions, the newest; null for all.</param>
/// <param name="IsFromStart">Whether bars from the time of the training are predicted as well.</param>
internal sealed record PredictionPlan(
    string? Model, string? Checkpoint, DataSource Source, int? Limit, bool IsFromStart = false);
