using Cairn.Checkpoints;
using Cairn.Checkpoints.Golden;
using Cairn.Checkpoints.Images;
using Cairn.Cli.Checkpoints;
using Cairn.Statistics;
using Cairn.Storage;

namespace Cairn.Cli.Drift;

/// <summary>Compares the checkpoints of a model that predicted, newest first, with their trainings.</summary>
/// <param name="checkpoints">The checkpoints.</param>
/// <param name="predictions">The predictions.</param>
/// <param name="threshold">The distance from which on there is drift.</param>
/// <param name="firstDay">The first day of predictions that counts (UTC).</param>
/// <param name="lastDay">The last one.</param>
internal sealed class DriftSearch(
    CheckpointStore checkpoints, IPredictionStore predictions, double threshold, DateOnly firstDay, DateOnly lastDay)
{
    /// <summary>Predictions of a model in the range, whatever checkpoint they name.</summary>
    public long Count(string model) => predictions.ReadProfile(model, null, firstDay, lastDay)?.Records ?? 0;

    /// <summary>Checkpoints without predictions in the range are left out.</summary>
    public IReadOnlyList<CheckpointDrift> Compare(IEnumerable<CheckpointMetadata> all) =>
        [.. all.Select(Compare).OfType<CheckpointDrift>()];

    private CheckpointDrift? Compare(CheckpointMetadata one)
    {
        if (predictions.ReadProfile(one.ModelName, one.CheckpointId, firstDay, lastDay) is not { } live)
        {
            return null;
        }

        try
        {
            InputProfile? trained = ProfileFile.Read(
                checkpoints.Layout, new SegmentPool(keepsSegments: false), one.ModelName, one.CheckpointId);
            return new CheckpointDrift(
                one, live.Records, trained is null ? null : DriftReport.Compare(trained, live, threshold));
        }
        catch (Exception error) when (error is CheckpointIntegrityException or IOException)
        {
            return new CheckpointDrift(one, live.Records, null, error.Message);
        }
    }
}
