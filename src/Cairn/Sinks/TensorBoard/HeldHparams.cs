using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Cairn.Sinks.TensorBoard;

/// <summary>
/// Hyperparameters as a JSON object while they are gathered: nested objects are flattened with <c>/</c>, lists become
/// text. Stateless.
/// </summary>
internal static class HeldHparams
{
    private const string None = "{}";

    /// <summary>Those of a configuration; none where it is no JSON object, because it was cut.</summary>
    public static string Of(ReadOnlySpan<byte> configuration)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        return TryAdd(values, "", configuration, needsObject: true) ? Write(values) : None;
    }

    /// <summary>The same and one more, or one with another value.</summary>
    /// <param name="held">What is there.</param>
    /// <param name="key">Its name.</param>
    /// <param name="value">A JSON value; other text is taken as text.</param>
    public static string With(string held, string key, ReadOnlySpan<byte> value)
    {
        Dictionary<string, object> values = Read(held);
        if (!TryAdd(values, key, value, needsObject: false))
        {
            values[key] = Encoding.UTF8.GetString(value);
        }

        return Write(values);
    }

    /// <summary>Text, finite numbers and flags by name.</summary>
    public static Dictionary<string, object> Read(string held)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        TryAdd(values, "", Encoding.UTF8.GetBytes(held), needsObject: true);
        return values;
    }

    private static bool TryAdd(Dictionary<string, object> values, string key, ReadOnlySpan<byte> json, bool needsObject)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            if (needsObject && document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            Add(values, key, document.RootElement);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            return false;
        }
    }

    private static void Add(Dictionary<string, object> values, string key, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in value.EnumerateObject())
            {
                Add(values, key.Length == 0 ? property.Name : $"{key}.{property.Name}", property.Value);
            }

            return;
        }

        values[key] = value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
            JsonValueKind.Number when double.IsFinite(value.GetDouble()) => value.GetDouble(),
            JsonValueKind.String => value.GetString()!,
            _ => value.GetRawText(),
        };
    }

    private static string Write(Dictionary<string, object> values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach ((string key, object value) in values)
            {
                json.WritePropertyName(key);
                WriteValue(json, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue((string)value);
                break;
        }
    }
}
