using System.Text;
using Cairn.Checkpoints;
using Cairn.Cli.Output;

namespace Cairn.Cli.Checkpoints;

/// <summary>Everything about a checkpoint for programs.</summary>
internal static class CheckpointJson
{
    public static int Write(Terminal terminal, CheckpointStore store, CheckpointDetails details) =>
        JsonOutput.Write(terminal, json =>
        {
            CheckpointText.WriteJson(json, details.Metadata, store.Layout);
            json.List("kept_because", KeepReasons.Of(details.Model, details.Metadata), json.Value);
            json.Objects("files", details.Files, file =>
            {
                json.Text("name", file.Name);
                json.Text("group", file.Group);
                json.Integer("bytes", file.Bytes);
                json.Text("sha256", file.Sha256);
                json.Integer("raw_bytes", file.RawBytes);
            });
            json.Objects("tensors", All(details), one => WriteTensor(json, one.Group, one.Tensor));
            json.Objects("state", details.State, part =>
            {
                json.Text("part", part.Name);
                json.Integer("bytes", Encoding.UTF8.GetByteCount(part.Value.GetRawText()));
            });
            json.Object("tags", () =>
            {
                foreach ((string key, string value) in details.Metadata.Tags)
                {
                    json.Text(key, value);
                }
            });
            json.Stored("training_metadata", details.Metadata.TrainingMetadataJson);
        });

    private static IEnumerable<(string Group, TensorInfo Tensor)> All(CheckpointDetails details) =>
        details.Tensors.SelectMany(group => group.Value.Select(tensor => (group.Key, tensor)));

    private static void WriteTensor(JsonOutput json, string group, TensorInfo tensor)
    {
        json.Text("group", group);
        json.Text("name", tensor.Name);
        json.Text("type", tensor.Type.ToString());
        json.List("shape", tensor.Shape, size => json.Value(size));
        json.Integer("bytes", tensor.Bytes);
    }
}
