using Cairn.Checkpoints.Retention;
using Cairn.Storage;

namespace Cairn.Cli.Training;

/// <summary>
/// Keeps the newest checkpoints of the run that trains, the newest of every other run, so that it can still be resumed,
/// and the best of the model. The newest of the model alone would be those of the longest run.
/// </summary>
internal sealed class RunRetention(Func<string?> runId, int latest, int best, string metric) : IRetentionPolicy
{
    private readonly IRetentionPolicy _best = Cairn.Checkpoints.Retention.Keep.Best(best, metric);

    public IEnumerable<CheckpointMetadata> Keep(IReadOnlyList<CheckpointMetadata> newestFirst)
    {
        string? own = runId();
        return newestFirst
            .GroupBy(one => one.RunId)
            .SelectMany(run => run.Take(run.Key == own ? latest : 1))
            .Concat(_best.Keep(newestFirst));
    }
}
