namespace Cairn.Checkpoints.Schedule;

/// <summary>A moment of a training at which a checkpoint might be saved.</summary>
/// <param name="Epoch">Finished epochs.</param>
/// <param name="Step">Finished steps.</param>
/// <param name="TimeUtc">When it is.</param>
/// <param name="Occasion">What has just happened.</param>
/// <param name="Score">The monitored metric of this very step; NaN when there is none.</param>
public readonly record struct SaveMoment(
    long Epoch, long Step, DateTimeOffset TimeUtc, SaveOccasion Occasion, double Score = double.NaN);
