namespace Cairn.Sinks.Store.Predictions;

/// <summary>What a profile is of.</summary>
/// <param name="Model">Id of the label.</param>
/// <param name="Checkpoint">Id in <c>prediction_checkpoints</c>; 0 for none.</param>
/// <param name="DayMs">When the day of the decisions began (UTC).</param>
internal readonly record struct ProfileKey(long Model, long Checkpoint, long DayMs);
