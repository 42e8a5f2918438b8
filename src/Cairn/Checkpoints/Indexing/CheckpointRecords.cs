using System.Collections.Immutable;
using Cairn.Capture;
using Cairn.Checkpoints.Labels;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Checkpoints.Indexing;

/// <summary>
/// Tells the journal what happens to checkpoints: from there it reaches the index, the text log and the run's events.
/// Safe for any number of threads.
/// </summary>
internal sealed class CheckpointRecords(Recorder recorder)
{
    /// <summary>The kind of the run's events about checkpoints.</summary>
    public const string EventKind = "checkpoint";

    /// <summary>A frame of the journal is 512 KiB; the rest is for names and the message.</summary>
    private const int MaxMetadataCharacters = 100_000;

    /// <summary>Something happened that the index has to know.</summary>
    public void Tell(CheckpointAction action, CheckpointMetadata metadata, string message = "", Run? run = null) => Write(
        action, metadata.ModelName, metadata.CheckpointId, ToJson(metadata), message, run, metadata.Step, metadata.Score);

    /// <summary>Something happened that people may want to know.</summary>
    public void Tell(CheckpointAction action, string model, string id, string message, Run? run = null) =>
        Write(action, model, id, "", message, run, TextRecord.NoStep, double.NaN);

    /// <summary>What is true of a model now; the stamp is 0 while the index may not be whole.</summary>
    public void TellModel(string model, ModelLabels labels, long folderStamp) => recorder.Text(
        RecordKind.CheckpointModel,
        TextRecordHeader.Of(0) with { Step = folderStamp },
        new RecordTexts(3, model, labels.Active ?? "", ToJson(labels.Aliases)));

    /// <summary>What the run recorded until now belongs to the checkpoint. False when the journal refused it.</summary>
    public bool TryMark(Run run, string id) => recorder.Text(
        RecordKind.CheckpointMark, TextRecordHeader.Of(run.Number), new RecordTexts(1, id));

    private void Write(
        CheckpointAction action, string model, string id, string json, string message, Run? run, long step, double score)
    {
        TextRecordHeader header = TextRecordHeader.Of(run?.Number ?? 0, (int)action) with { Step = step, Value = score };
        recorder.Text(RecordKind.Checkpoint, header, new RecordTexts(4, model, id, json, message));

        // Without a step: events with one are taken back when the run is resumed from before it, and this is a fact.
        run?.LogEvent(
            EventKind,
            $"{CheckpointActions.TitleOf(action)} {id}" + (message.Length == 0 ? "" : $": {message}"),
            [new("action", CheckpointActions.WordOf(action)), new("checkpoint", id), new("reason", message)]);
    }

    private static string ToJson(CheckpointMetadata metadata)
    {
        string json = CheckpointMetadataJson.Write(metadata);
        return json.Length <= MaxMetadataCharacters ? json : CheckpointMetadataJson.Write(metadata with
        {
            TrainingMetadataJson = "{}", // the manifest keeps them
            Tags = ImmutableDictionary<string, string>.Empty,
        });
    }

    private static string ToJson(ImmutableSortedDictionary<string, string> aliases) =>
        JsonCapture.Object(aliases.Select(alias => new KeyValuePair<string, object?>(alias.Key, alias.Value)));
}
