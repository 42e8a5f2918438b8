using Cairn.Cli.Decisions;
using Cairn.Storage;

namespace Cairn.Cli.Lineage;

/// <summary>The way from a checkpoint to the run that saved it. Immutable.</summary>
/// <param name="Run">The run; null when the way ends here.</param>
/// <param name="Message">Why it ends, and what to do; null when it does not.</param>
internal sealed record RunLink(RunInfo? Run, string? Message)
{
    /// <summary>By key; values are JSON values.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>What callbacks decided in it.</summary>
    public Explanation Decisions { get; init; } = new([]);

    public static RunLink Read(IRunStore store, CheckpointLink checkpoint)
    {
        if (checkpoint.RunId is not { } id)
        {
            return new RunLink(null, checkpoint.Metadata is null
                ? "Without the checkpoint nobody knows the run."
                : "The checkpoint was saved by no run. Give CheckpointContent.Run when you save.");
        }

        // Only the very id: the beginning of another's, or a name, would be somebody else's run.
        return store.FindRun(id) is { } run && run.Id == id
            ? new RunLink(run, null)
            {
                Parameters = store.ReadParameters(id),
                Tags = store.ReadTags(id),
                Decisions = new Explanation(RunEvents.ReadAll(store, id)),
            }
            : new RunLink(null, $"Run {id} is not in this store: it was recorded into another, or is deleted.");
    }
}
