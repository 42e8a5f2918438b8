using System.Text.Json;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Sinks;

/// <summary>
/// What a record says of a checkpoint: model, id, metadata, message. Nothing in it is trusted. Stateless.
/// </summary>
internal static class CheckpointRecord
{
    public static CheckpointAction ActionOf(in TextRecord record) => (CheckpointAction)record.Level;

    /// <summary>The metadata; null when the record has none, or none that describes the checkpoint it names.</summary>
    public static CheckpointMetadata? MetadataOf(in TextRecord record)
    {
        var reader = new Utf8JsonReader(record[2]);
        try
        {
            if (record[2].IsEmpty || !JsonDocument.TryParseValue(ref reader, out JsonDocument? document))
            {
                return null;
            }

            using (document)
            {
                CheckpointMetadata metadata = CheckpointMetadataJson.Read(document.RootElement);
                return metadata.ModelName == record.Text(0) && metadata.CheckpointId == record.Text(1) ? metadata : null;
            }
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            return null;
        }
    }
}
