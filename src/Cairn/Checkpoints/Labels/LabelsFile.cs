using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Cairn.Checkpoints.Layout;
using Cairn.IO;

namespace Cairn.Checkpoints.Labels;

/// <summary>
/// <c>labels.json</c> in a model's folder: replaced as a whole, so that it is the old or the new one. Stateless; who
/// writes holds the model's lock.
/// </summary>
internal static class LabelsFile
{
    /// <summary>Some ten thousand labels.</summary>
    private const int MaxBytes = 4 << 20;

    /// <summary>The labels; none when there is no file.</summary>
    /// <exception cref="CheckpointIntegrityException">The file is not what was written.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ModelLabels Read(CheckpointLayout layout, string model)
    {
        string path = layout.Labels(model);
        if (!layout.Files.FileExists(path))
        {
            return ModelLabels.None;
        }

        try
        {
            using var json = JsonDocument.Parse(ReadBytes(layout.Files, path));
            JsonElement root = json.RootElement;
            return new ModelLabels(
                root.GetProperty("active").GetString(), ReadTexts(root, "aliases"), ReadTexts(root, "pinned"));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new CheckpointIntegrityException(
                path, "The labels cannot be read. Delete the file to go on without pins and aliases.", inner: error);
        }
    }

    /// <summary>
    /// The labels for whoever only looks: damaged ones count as none, so that they keep nobody from loading. Whoever
    /// deletes or labels asks <see cref="Read"/>, which refuses.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelLabels ReadSound(CheckpointLayout layout, string model)
    {
        try
        {
            return Read(layout, model);
        }
        catch (CheckpointIntegrityException)
        {
            return ModelLabels.None;
        }
    }

    /// <exception cref="CheckpointException">There are too many; nothing was changed.</exception>
    /// <exception cref="IOException">It could not be written, and is as it was.</exception>
    public static void Write(CheckpointLayout layout, string model, ModelLabels labels)
    {
        byte[] bytes = ToBytes(labels);
        if (bytes.Length > MaxBytes)
        {
            throw new CheckpointException(
                "checkpoint.labels",
                $"The labels of '{model}' would take {bytes.Length} bytes; {MaxBytes} is the limit. Nothing was changed. "
                + "Use a shorter reason or alias, or take labels away.");
        }

        layout.Files.Replace(layout.Labels(model), bytes, toDisk: true);
        layout.Files.SyncDirectory(layout.Model(model));
    }

    private static byte[] ReadBytes(IFileSystem files, string path)
    {
        using IDurableFile file = files.Open(path, FileIntent.Read);
        byte[] bytes = new byte[Math.Min(file.Length, MaxBytes)];
        int read = file.Read(0, bytes);
        return bytes[..read];
    }

    private static ImmutableSortedDictionary<string, string> ReadTexts(JsonElement root, string member) =>
        root.GetProperty(member).EnumerateObject().ToImmutableSortedDictionary(
            pair => pair.Name, pair => pair.Value.GetString() ?? "", StringComparer.Ordinal);

    private static byte[] ToBytes(ModelLabels labels)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("active", labels.Active);
        WriteTexts(json, "aliases", labels.Aliases);
        WriteTexts(json, "pinned", labels.Pins);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string member, ImmutableSortedDictionary<string, string> texts)
    {
        json.WriteStartObject(member);
        foreach ((string key, string value) in texts)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
