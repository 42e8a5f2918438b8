using Cairn.Checkpoints.Retention;
using Cairn.Storage;

namespace Cairn.Cli.Training;

/// <summary>
/// Keeps the newest checkpoints of the run that trains, the two newest of every other run, so that it can still be
/// resumed, even from the second where the first is damaged, and the best of the model.
/// </summary>
internal sealed class RunRetention(Func<string?> runId, int latest, int best, string metric) : IRetentionPolicy
{
    private const int OfOtherRuns = 2;

    private readonly IRetentionPolicy _best = Cairn.Checkpoints.Retention.Keep.Best(best, metric);

    public IEnumerable<CheckpointMetadata> Keep(IReadOnlyList<CheckpointMetadata> newestFirst)
    {
        string? own = runId();
        return newestFirst
            .GroupBy(one => one.RunId)
            .SelectMany(run => run.Take(run.Key == own ? latest : OfOtherRuns))
            .Concat(_best.Keep(newestFirst));
    }
}
