using System.Text.Encodings.Web;
using System.Text.Json;
using Cairn.IO;
using Cairn.Sinks.Files;

namespace Cairn.Sinks.Jsonl;

/// <summary>
/// Writes <c>config.json</c> and <c>training_summary.json</c>: whole, on the disk before they get their name, and the
/// same however often they are written. Stateless.
/// </summary>
internal static class RunDocuments
{
    private static readonly JsonWriterOptions Indented =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteConfig(LogStorage storage, LogRun run, string configuration, string environment) =>
        Write(storage, run, "config.json", json =>
        {
            WriteObject(json, "configuration", configuration);
            WriteObject(json, "environment", environment);
        });

    public static void WriteSummary(
        LogStorage storage, LogRun run, long endedMs, RunStatus status, string reason, string summary) =>
        Write(storage, run, "training_summary.json", json =>
        {
            json.WriteString("status", RunStatusText.Of(status));
            json.WriteString("reason", reason);
            UtcText time = new('T', "Z");
            json.WriteString("started", time.Format(run.StartedMs));
            json.WriteString("ended", time.Format(endedMs));
            json.WriteNumber("duration_seconds", run.SecondsUntil(endedMs));
            WriteObject(json, "summary", summary);
        });

    private static void Write(LogStorage storage, LogRun run, string name, Action<Utf8JsonWriter> writeRest)
    {
        using PooledBuffer content = new();
        using (Utf8JsonWriter json = new(content, Indented))
        {
            json.WriteStartObject();
            json.WriteString("id", run.Definition.Id);
            json.WriteString("name", run.Definition.Name);
            json.WriteString("experiment", run.Definition.Experiment);
            writeRest(json);
            json.WriteEndObject();
        }

        content.Append((byte)'\n');
        storage.Files.CreateDirectory(run.Folder);
        storage.Files.Replace(StorePath.Combine(run.Folder, name), content.Written, toDisk: true);
    }

    /// <summary>What is no JSON, because it was cut to fit into the journal, is kept as a string.</summary>
    private static void WriteObject(Utf8JsonWriter json, string name, string text)
    {
        json.WritePropertyName(name);
        if (text.Length == 0)
        {
            json.WriteStartObject();
            json.WriteEndObject();
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            document.RootElement.WriteTo(json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            json.WriteStringValue(text);
        }
    }
}
