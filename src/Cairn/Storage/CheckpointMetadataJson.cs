using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cairn.Storage;

/// <summary>
/// The metadata of a checkpoint as JSON: in <c>checkpoint.json</c>, in the journal and in the database. What is not
/// known of the object is left alone, so that a newer version may add to it. Stateless.
/// </summary>
/// <remarks>
/// JSON has no NaN and no infinities: they are the texts <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>. What changes
/// after publishing (pin, aliases, activity) is written only with <c>withLabels</c>.
/// </remarks>
internal static class CheckpointMetadataJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(CheckpointMetadata metadata) =>
        WriteObject(json => WriteMembers(json, metadata, withLabels: true));

    /// <summary>Metrics as an object of their own.</summary>
    public static string WriteMetrics(IReadOnlyDictionary<string, double> metrics) =>
        WriteObject(json => WriteNumbers(json, metrics));

    /// <summary>Texts by name as an object of their own.</summary>
    public static string WriteTexts(IReadOnlyDictionary<string, string> texts) =>
        WriteObject(json => WritePairs(json, texts));

    /// <summary>Writes the members of an object that the caller has begun.</summary>
    public static void WriteMembers(Utf8JsonWriter json, CheckpointMetadata metadata, bool withLabels)
    {
        json.WriteString("checkpoint_id", metadata.CheckpointId);
        json.WriteString("model_name", metadata.ModelName);
        json.WriteString("model_type", metadata.ModelType);
        json.WriteString("created_utc", metadata.CreatedUtc.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        json.WriteNumber("epoch", metadata.Epoch);
        json.WriteNumber("step", metadata.Step);
        json.WriteString("run_id", metadata.RunId);
        json.WriteString("experiment", metadata.Experiment);
        json.WriteString("monitor_metric", metadata.MonitorMetric);
        json.WriteString("goal", metadata.Goal == MetricGoal.Maximize ? "maximize" : "minimize");
        json.WriteStartObject("performance_metrics");
        WriteNumbers(json, metadata.PerformanceMetrics);
        json.WriteEndObject();
        json.WriteStartObject("tags");
        WritePairs(json, metadata.Tags);
        json.WriteEndObject();
        json.WritePropertyName("training_metadata");
        json.WriteRawValue(metadata.TrainingMetadataJson);
        json.WriteNumber("bytes", metadata.Bytes);
        if (withLabels)
        {
            json.WriteString("digest", metadata.Digest);
            json.WriteString("folder", metadata.Folder);
            json.WriteString("pinned_because", metadata.PinnedBecause);
        }
    }

    /// <summary>
    /// Reads what <see cref="WriteMembers"/> wrote; aliases and activity belong to the model and are not part of it.
    /// </summary>
    /// <exception cref="FormatException">A member is missing or of another kind.</exception>
    public static CheckpointMetadata Read(JsonElement json)
    {
        try
        {
            return new CheckpointMetadata
            {
                CheckpointId = json.GetProperty("checkpoint_id").GetString()!,
                ModelName = json.GetProperty("model_name").GetString()!,
                ModelType = Text(json, "model_type") ?? "",
                CreatedUtc = json.GetProperty("created_utc").GetDateTimeOffset(),
                Epoch = json.GetProperty("epoch").GetInt64(),
                Step = json.GetProperty("step").GetInt64(),
                RunId = Text(json, "run_id"),
                Experiment = Text(json, "experiment"),
                MonitorMetric = Text(json, "monitor_metric"),
                Goal = Text(json, "goal") == "maximize" ? MetricGoal.Maximize : MetricGoal.Minimize,
                PerformanceMetrics = ReadPairs(json, "performance_metrics", ReadNumber),
                Tags = ReadPairs(json, "tags", ReadText),
                TrainingMetadataJson = json.TryGetProperty("training_metadata", out JsonElement raw) ? raw.GetRawText() : "{}",
                Bytes = json.GetProperty("bytes").GetInt64(),
                Digest = Text(json, "digest") ?? "",
                Folder = Text(json, "folder") ?? "",
                PinnedBecause = Text(json, "pinned_because"),
            };
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"A member of the metadata is missing or of another kind: {error.Message}", error);
        }
    }

    /// <summary>What <see cref="WriteMetrics"/> wrote.</summary>
    public static IReadOnlyDictionary<string, double> ReadMetrics(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ReadPairs(document.RootElement, ReadNumber);
    }

    /// <summary>What <see cref="WriteTexts"/> wrote.</summary>
    public static IReadOnlyDictionary<string, string> ReadTexts(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ReadPairs(document.RootElement, ReadText);
    }

    private static string WriteObject(Action<Utf8JsonWriter> writeMembers)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void WriteNumbers(Utf8JsonWriter json, IReadOnlyDictionary<string, double> metrics)
    {
        foreach ((string name, double value) in metrics)
        {
            if (double.IsFinite(value))
            {
                json.WriteNumber(name, value);
            }
            else
            {
                json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static void WritePairs(Utf8JsonWriter json, IReadOnlyDictionary<string, string> texts)
    {
        foreach ((string name, string value) in texts)
        {
            json.WriteString(name, value);
        }
    }

    private static string? Text(JsonElement json, string member) =>
        json.TryGetProperty(member, out JsonElement value) ? value.GetString() : null;

    private static string ReadText(JsonElement value) => value.GetString() ?? "";

    private static double ReadNumber(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture)
        : value.GetDouble();

    private static Dictionary<string, T> ReadPairs<T>(JsonElement json, string member, Func<JsonElement, T> read) =>
        json.TryGetProperty(member, out JsonElement members) ? ReadPairs(members, read) : [];

    private static Dictionary<string, T> ReadPairs<T>(JsonElement members, Func<JsonElement, T> read)
    {
        var pairs = new Dictionary<string, T>();
        foreach (JsonProperty pair in members.EnumerateObject())
        {
            pairs[pair.Name] = read(pair.Value);
        }

        return pairs;
    }
}
