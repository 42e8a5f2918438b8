using Cairn.Journal;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Tests.Sinks.Store;

/// <summary>Records of checkpoints, as the checkpoint manager makes them.</summary>
internal static class CheckpointBatches
{
    public static BatchBuilder Checkpoint(
        this BatchBuilder batch, CheckpointAction action, CheckpointMetadata metadata, uint run = 0) =>
        batch.Checkpoint(
            action, metadata.ModelName, metadata.CheckpointId, CheckpointMetadataJson.Write(metadata), run);

    public static BatchBuilder Checkpoint(
        this BatchBuilder batch, CheckpointAction action, string model, string id, string json = "", uint run = 0) =>
        batch.Text(RecordKind.Checkpoint, run, TextRecordHeader.Of(run, (int)action), model, id, json, "message");

    public static BatchBuilder Model(
        this BatchBuilder batch, string model, string active = "", string aliases = "{}", long stamp = 0) =>
        batch.Text(
            RecordKind.CheckpointModel, 0, TextRecordHeader.Of(0) with { Step = stamp }, model, active, aliases);

    public static BatchBuilder Mark(this BatchBuilder batch, uint run, string id) =>
        batch.Text(RecordKind.CheckpointMark, run, id);

    public static BatchBuilder Resume(this BatchBuilder batch, uint run, string id, long timeMs = 0) =>
        batch.Text(RecordKind.RunResumed, run, TextRecordHeader.Of(run) with { TimeMs = timeMs }, id);

    public static BatchBuilder Event(this BatchBuilder batch, uint run, string kind, long? step = null) => batch.Text(
        RecordKind.Event, run, TextRecordHeader.Of(run, 2) with { Step = step ?? TextRecord.NoStep }, kind, "message", "");
}
