using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cairn.Storage;

namespace Cairn.Checkpoints.Manifest;

/// <summary>Writes manifests. Stateless.</summary>
internal static class ManifestWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
    };

    /// <summary>The bytes of the file, and the metadata with the digest that it got.</summary>
    public static (byte[] Bytes, CheckpointMetadata Metadata) Write(CheckpointManifest manifest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            WriteObject(json, manifest);
        }

        byte[] bytes = buffer.WrittenSpan.ToArray();
        int position = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(ManifestDigest.Placeholder)); // the second member
        string digest = ManifestDigest.Of(bytes, position);
        Encoding.ASCII.GetBytes(digest, bytes.AsSpan(position));
        return (bytes, manifest.Metadata with { Digest = digest });
    }

    private static void WriteObject(Utf8JsonWriter json, CheckpointManifest manifest)
    {
        json.WriteStartObject();
        json.WriteNumber("format", CheckpointManifest.Format);
        json.WriteString("digest", ManifestDigest.Placeholder);
        CheckpointMetadataJson.WriteMembers(json, manifest.Metadata, withLabels: false);
        json.WriteStartArray("files");
        foreach (ManifestFile file in manifest.Files)
        {
            WriteFile(json, file);
        }

        json.WriteEndArray();
        json.WritePropertyName("state");
        manifest.State.WriteTo(json);
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, ManifestFile file)
    {
        json.WriteStartObject();
        json.WriteString("name", file.Name);
        json.WriteString("group", file.Group);
        json.WriteNumber("bytes", file.Bytes);
        json.WriteString("sha256", file.Sha256);
        if (file.RawBytes is { } raw)
        {
            json.WriteNumber("raw_bytes", raw);
        }

        json.WriteEndObject();
    }
}
