using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Cairn.Storage.Archives;

/// <summary>What the journal says of an archive: what it is as a whole, and one chunk of it. Immutable.</summary>
/// <param name="Digest">SHA-256 of the file.</param>
/// <param name="FirstMs">When the first of its predictions was recorded.</param>
/// <param name="LastMs">When the last was.</param>
/// <param name="Predictions">How many there are.</param>
/// <param name="Chunk">The ones that can leave the store now.</param>
internal sealed record ArchivedContent(string Digest, long FirstMs, long LastMs, long Predictions, ArchiveChunk Chunk)
{
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("sha256", Digest);
            json.WriteNumber("first_ms", FirstMs);
            json.WriteNumber("last_ms", LastMs);
            json.WriteNumber("predictions", Predictions);
            WriteChunk(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Null when the text is no such thing; never throws.</summary>
    public static ArchivedContent? TryRead(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            using var document = JsonDocument.ParseValue(ref reader);
            JsonElement root = document.RootElement;
            return new ArchivedContent(
                root.GetProperty("sha256").GetString() ?? throw new FormatException("sha256 is null."),
                root.GetProperty("first_ms").GetInt64(),
                root.GetProperty("last_ms").GetInt64(),
                root.GetProperty("predictions").GetInt64(),
                ReadChunk(root.GetProperty("chunk")));
        }
        catch (Exception error)
            when (error is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private void WriteChunk(Utf8JsonWriter json)
    {
        json.WriteStartObject("chunk");
        json.WriteString("source", Chunk.Source);
        json.WriteNumber("first", Chunk.First);
        json.WriteNumber("last", Chunk.Last);
        json.WriteNumber("recorded_before_ms", Chunk.RecordedBeforeMs);
        json.WriteNumber("predictions", Chunk.Predictions);
        json.WriteNumber("repeats", Chunk.Repeats);
        json.WriteNumber("flaws", Chunk.Flaws);
        json.WriteNumber("outcomes", Chunk.Outcomes);
        json.WriteStartArray("repeat_spans");
        foreach (RepeatSpan span in Chunk.RepeatSpans)
        {
            json.WriteStartObject();
            json.WriteString("source", span.Source);
            json.WriteNumber("first", span.First);
            json.WriteNumber("last", span.Last);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static ArchiveChunk ReadChunk(JsonElement chunk) => new(
        ReadSource(chunk),
        chunk.GetProperty("first").GetInt64(),
        chunk.GetProperty("last").GetInt64(),
        chunk.GetProperty("recorded_before_ms").GetInt64(),
        chunk.GetProperty("predictions").GetInt64(),
        chunk.GetProperty("repeats").GetInt64(),
        chunk.GetProperty("flaws").GetInt64(),
        chunk.GetProperty("outcomes").GetInt64(),
        [.. chunk.GetProperty("repeat_spans").EnumerateArray().Select(ReadSpan)]);

    private static RepeatSpan ReadSpan(JsonElement span) =>
        new(ReadSource(span), span.GetProperty("first").GetInt64(), span.GetProperty("last").GetInt64());

    private static string ReadSource(JsonElement parent) =>
        parent.GetProperty("source").GetString() ?? throw new FormatException("source is null.");
}
