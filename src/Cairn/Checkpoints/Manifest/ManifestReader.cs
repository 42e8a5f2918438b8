using System.Collections.Immutable;
using System.Text.Json;
using Cairn.IO;
using Cairn.Storage;

namespace Cairn.Checkpoints.Manifest;

/// <summary>
/// Reads manifests and believes nothing: its own digest is checked before anything that it says is used. Stateless.
/// </summary>
internal static class ManifestReader
{
    /// <summary>Digests are of this many small hexadecimal digits.</summary>
    private const string HexDigits = "0123456789abcdef";

    /// <exception cref="CheckpointIntegrityException">It is no manifest, or not the one that was written.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CheckpointManifest Read(IFileSystem files, string path)
    {
        byte[] bytes = ReadBytes(files, path);
        try
        {
            string digest = CheckDigest(bytes, path);
            using var document = JsonDocument.Parse(bytes);
            return ReadObject(document.RootElement.Clone(), digest);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException
            or KeyNotFoundException)
        {
            throw new CheckpointIntegrityException(path, $"It is no manifest of a checkpoint: {error.Message}", inner: error);
        }
    }

    private static byte[] ReadBytes(IFileSystem files, string path)
    {
        using IDurableFile file = files.Open(path, FileIntent.Read);
        if (file.Length is 0 or > CheckpointManifest.MaxBytes)
        {
            throw new CheckpointIntegrityException(
                path, $"It has {file.Length} bytes; a manifest has 1 to {CheckpointManifest.MaxBytes}.");
        }

        byte[] bytes = new byte[file.Length];
        int read = file.Read(0, bytes);
        return read == bytes.Length ? bytes : throw new CheckpointIntegrityException(
            path, $"It ended after {read} of {bytes.Length} bytes while it was read.");
    }

    /// <summary>Finds the digest by its place, since it is needed before the JSON may be believed.</summary>
    private static string CheckDigest(byte[] bytes, string path)
    {
        var reader = new Utf8JsonReader(bytes);
        Require(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
        Require(reader.Read() && reader.ValueTextEquals("format"u8) && reader.Read());
        Require(reader.TokenType == JsonTokenType.Number);
        int format = reader.TryGetInt32(out int number) ? number : -1;
        Require(reader.Read() && reader.ValueTextEquals("digest"u8) && reader.Read());
        Require(reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length == ManifestDigest.Digits);
        string said = reader.GetString()!;
        string actual = ManifestDigest.Of(bytes, (int)reader.TokenStartIndex + 1);
        if (said != actual)
        {
            throw new CheckpointIntegrityException(path, "It was changed since it was written.", said, actual);
        }

        Require(format == CheckpointManifest.Format, $"Its format is {format}; this version reads {CheckpointManifest.Format}.");
        return said;
    }

    private static void Require(bool holds, string fault = "It does not begin with its format and its digest.")
    {
        if (!holds)
        {
            throw new FormatException(fault);
        }
    }

    private static CheckpointManifest ReadObject(JsonElement json, string digest)
    {
        CheckpointMetadata metadata = CheckpointMetadataJson.Read(json) with { Digest = digest };
        JsonElement files = json.GetProperty("files");
        JsonElement state = json.GetProperty("state");
        Require(
            files.GetArrayLength() <= CheckpointManifest.MaxFiles,
            $"It names more than {CheckpointManifest.MaxFiles} files.");
        ImmutableArray<ManifestFile> all = [.. files.EnumerateArray().Select(ReadFile)];
        Require(all.DistinctBy(file => file.Group).Count() == all.Length, "It describes a group of tensors twice.");
        Require(state.ValueKind == JsonValueKind.Object, "Its state is not an object.");
        Require(
            !string.IsNullOrEmpty(metadata.CheckpointId) && !string.IsNullOrEmpty(metadata.ModelName), "It has no name.");
        return new CheckpointManifest(metadata, all, state);
    }

    private static ManifestFile ReadFile(JsonElement json)
    {
        string group = json.GetProperty("group").GetString() ?? "";
        string sha256 = json.GetProperty("sha256").GetString() ?? "";
        long bytes = json.GetProperty("bytes").GetInt64();
        long? raw = json.TryGetProperty("raw_bytes", out JsonElement rawBytes) ? rawBytes.GetInt64() : null;
        bool isSound = ManifestFile.IsGroup(group) && bytes > 0 && raw is null or > 0
            && sha256.Length == ManifestDigest.Digits && sha256.All(HexDigits.Contains);
        return isSound
            ? new ManifestFile(group, bytes, sha256, raw)
            : throw new FormatException("It describes a file by a group, a length or a digest that cannot be one.");
    }
}
