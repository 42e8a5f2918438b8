namespace Cairn.Checkpoints.Schedule;

/// <summary>What a save policy may know of the past.</summary>
/// <param name="Epoch">Finished epochs at the last save, or where the training began.</param>
/// <param name="Step">Finished steps at the last save, or where the training began.</param>
/// <param name="TimeUtc">When that was.</param>
/// <param name="BestScore">The best score of all moments so far; NaN when none had one.</param>
public readonly record struct SaveHistory(long Epoch, long Step, DateTimeOffset TimeUtc, double BestScore = double.NaN);
