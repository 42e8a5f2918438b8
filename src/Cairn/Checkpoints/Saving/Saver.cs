using System.Globalization;
using Cairn.Checkpoints.Indexing;
using Cairn.Checkpoints.Retention;
using Cairn.Diagnostics;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Checkpoints.Saving;

/// <summary>
/// Publishes pending checkpoints, then copies them to the backup and clears away what they make superfluous. What goes
/// wrong behind the publishing does not undo it. Belongs to the saving thread.
/// </summary>
internal sealed class Saver(
    Publisher publisher,
    DiskReserve reserve,
    Upkeep upkeep,
    CheckpointIndex index,
    CheckpointRecords records,
    FailureReporter failures)
{
    private long _saved;
    private long _notSaved;

    /// <summary>Checkpoints that were published.</summary>
    public long Saved => Volatile.Read(ref _saved);

    /// <summary>Checkpoints that could not be published.</summary>
    public long NotSaved => Volatile.Read(ref _notSaved);

    /// <summary>
    /// Never throws: the outcome is that of <see cref="PendingCheckpoint.Done"/>, and what was pending is disposed before
    /// its caller hears of it.
    /// </summary>
    public void Save(PendingCheckpoint pending)
    {
        try
        {
            CheckpointMetadata metadata = Publish(pending);
            pending.Dispose();
            pending.Done.SetResult(upkeep.Run(metadata, pending.Run));
        }
#pragma warning disable CA1031 // the saving thread must go on, and the caller gets the exception
        catch (Exception error)
#pragma warning restore CA1031
        {
            pending.Dispose();
            CheckpointMetadata metadata = pending.Metadata;
            pending.Done.SetException(Refuse(metadata.ModelName, metadata.CheckpointId, pending.Run, error));
        }
    }

    /// <summary>Counts and reports a save that did not succeed; returns what its caller is told.</summary>
    public CheckpointException Refuse(string model, string id, Run? run, Exception error)
    {
        Interlocked.Increment(ref _notSaved);
        CheckpointException refusal = error as CheckpointException ?? new CheckpointException(
            "checkpoint.io",
            $"A checkpoint of '{model}' could not be saved: {error.Message} Earlier checkpoints are kept.",
            error);
        records.Tell(CheckpointAction.NotSaved, model, id, refusal.Message, run);
        failures.Report(CairnFailureKind.Checkpoints, model, refusal.Message, error);
        return refusal;
    }

    private CheckpointMetadata Publish(PendingCheckpoint pending)
    {
        reserve.Require(pending.Bytes);
        CheckpointMetadata metadata = publisher.Publish(pending, TimeBehindNewest(pending.Metadata));
        Interlocked.Increment(ref _saved);
        records.Tell(CheckpointAction.Saved, metadata, Describe(pending, metadata.Bytes), pending.Run);
        index.Changed();
        failures.Recovered(
            CairnFailureKind.Checkpoints, metadata.ModelName, $"Checkpoints of '{metadata.ModelName}' are saved again.");
        return metadata;
    }

    /// <summary>
    /// When it was taken, or just behind the newest one of the model where the clock was set back: what is saved later
    /// is newer, whatever the clock says.
    /// </summary>
    private DateTimeOffset TimeBehindNewest(CheckpointMetadata metadata)
    {
        DateTimeOffset? newest = index.FindNewest(metadata.ModelName)?.CreatedUtc;
        return newest >= metadata.CreatedUtc ? newest.Value.AddMilliseconds(1) : metadata.CreatedUtc;
    }

    /// <summary>Why it was saved, what compressing it gained, and whether it can be the best.</summary>
    private static string Describe(PendingCheckpoint pending, long bytes)
    {
        string gain = bytes < pending.Bytes
            ? string.Create(CultureInfo.InvariantCulture, $"compressed to {(double)bytes / pending.Bytes:P0}")
            : "";
        string rank = double.IsNaN(pending.Metadata.Score)
            ? $"not ranked, as {pending.Metadata.MonitorMetric} is no number"
            : "";
        return string.Join("; ", new[] { pending.Reason, gain, rank }.Where(text => text.Length > 0));
    }
}
