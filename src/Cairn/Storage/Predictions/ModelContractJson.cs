using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Cairn.Storage;

/// <summary>A contract as a JSON object; the model's name is beside it, not in it. Stateless.</summary>
internal static class ModelContractJson
{
    public static string Write(ModelContract contract)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("horizon_ms", (long)contract.Horizon.TotalMilliseconds);
            json.WriteNumber("deadline_ms", (long)contract.Deadline.TotalMilliseconds);
            if (contract.Rule.Up is { } up)
            {
                json.WriteString("up", up);
                json.WriteString("down", contract.Rule.Down);
                json.WriteString("flat", contract.Rule.Flat);
                json.WriteNumber("dead_band", contract.Rule.DeadBand);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Null when the text is no contract.</summary>
    public static ModelContract? TryRead(string model, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            return new ModelContract
            {
                Model = model,
                Horizon = ReadTime(root, "horizon_ms"),
                Deadline = ReadTime(root, "deadline_ms"),
                Rule = root.TryGetProperty("up", out JsonElement up) ? ReadRule(root, up) : OutcomeRule.SameAction,
            };
        }
        catch (Exception error)
            when (error is JsonException or FormatException or ArgumentException or InvalidOperationException
                or KeyNotFoundException or OverflowException)
        {
            return null;
        }
    }

    private static TimeSpan ReadTime(JsonElement root, string name)
    {
        long milliseconds = root.GetProperty(name).GetInt64();
        return milliseconds >= 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw new FormatException($"{name} is {milliseconds}.");
    }

    private static OutcomeRule ReadRule(JsonElement root, JsonElement up) => OutcomeRule.Direction(
        up.GetString()!,
        root.GetProperty("down").GetString()!,
        root.GetProperty("flat").GetString(),
        root.GetProperty("dead_band").GetDouble());
}
