using Cairn.IO;
using Cairn.Recording;

namespace Cairn;

/// <content>Runs that were made elsewhere.</content>
public sealed partial class CairnTracker
{
    /// <summary>Begins a run with the times of others.</summary>
    /// <param name="experiment">The line of work that it shall belong to.</param>
    /// <param name="name">Its name for people.</param>
    /// <param name="startedMs">When it began, in milliseconds since 1970, UTC; more than 0.</param>
    internal ImportedRun ImportRun(string experiment, string name, long startedMs)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(experiment);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        string id = RunIds.New(DateTimeOffset.FromUnixTimeMilliseconds(startedMs));
        var definition = new RunDefinition(
            Interlocked.Increment(ref _lastRun), id, experiment, name, $"{StorePath.Slug(experiment)}_{id}");
        var run = new ImportedRun(this, definition);
        run.Begin(startedMs);
        return run;
    }
}
