using System.Buffers;
using System.Text.Json;

namespace Cairn.Mlflow.Sync;

/// <summary>The file of a <see cref="SyncState"/>. Stateless.</summary>
internal static class SyncStateJson
{
    public static byte[] Write(SyncState state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("mlflow_run_id", state.MlflowRunId);
            json.WriteString("status", state.Status.ToString());
            json.WriteString("facts", state.Facts);
            json.WriteString("documents", state.Documents);
            json.WriteNumber("last_media", state.LastMedia);
            json.WriteNumber("last_spread", state.LastSpread);
            if (state is { EndedMs: { } ended, PointsWhenDone: { } points })
            {
                json.WriteNumber("ended_ms", ended);
                json.WriteNumber("points_when_done", points);
            }

            json.WriteString("files_refused", state.FilesRefused);
            json.WriteString("error", state.Error);
            WriteVersions(json, state);
            WriteSeries(json, state);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Null when it is no such file: then everything is sent again.</summary>
    public static SyncState? Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static SyncState Read(JsonElement json)
    {
        var state = new SyncState
        {
            MlflowRunId = json.GetProperty("mlflow_run_id").GetString(),
            Status = Enum.TryParse(json.GetProperty("status").GetString(), out RunStatus status) ? status : default,
            Facts = json.GetProperty("facts").GetString() ?? "",
            Documents = json.GetProperty("documents").GetString() ?? "",
            LastMedia = json.GetProperty("last_media").GetInt64(),
            LastSpread = json.GetProperty("last_spread").GetInt64(),
            EndedMs = json.TryGetProperty("ended_ms", out JsonElement ended) ? ended.GetInt64() : null,
            PointsWhenDone = json.TryGetProperty("points_when_done", out JsonElement points) ? points.GetInt64() : null,
            FilesRefused = json.GetProperty("files_refused").GetString() ?? "",
            Error = json.GetProperty("error").GetString() ?? "",
        };
        foreach (JsonProperty version in json.GetProperty("versions").EnumerateObject())
        {
            state.Versions[version.Name] = version.Value.GetString() ?? "";
        }

        foreach (JsonProperty series in json.GetProperty("series").EnumerateObject())
        {
            JsonElement sent = series.Value;
            state.Series[series.Name] = new SentSeries(sent[0].GetInt64(), sent[1].GetInt64(), sent[2].GetInt64());
        }

        return state;
    }

    private static void WriteVersions(Utf8JsonWriter json, SyncState state)
    {
        json.WriteStartObject("versions");
        foreach ((string checkpoint, string version) in state.Versions)
        {
            json.WriteString(checkpoint, version);
        }

        json.WriteEndObject();
    }

    private static void WriteSeries(Utf8JsonWriter json, SyncState state)
    {
        json.WriteStartObject("series");
        foreach ((string name, SentSeries sent) in state.Series)
        {
            json.WriteStartArray(name);
            json.WriteNumberValue(sent.Count);
            json.WriteNumberValue(sent.Step);
            json.WriteNumberValue(sent.TimeMs);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
