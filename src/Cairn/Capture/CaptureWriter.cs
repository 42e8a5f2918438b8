using System.Text;
using System.Text.Json;

namespace Cairn.Capture;

/// <summary>
/// Writes one document of values that somebody else made: of bounded depth and size, with secrets masked. Not
/// thread-safe.
/// </summary>
internal sealed class CaptureWriter(Utf8JsonWriter json)
{
    /// <summary>Deeper nesting is cut, which also ends cycles.</summary>
    private const int MaxDepth = 16;

    /// <summary>
    /// Further values are cut: a cycle of many branches, or a data set handed in by mistake, has no end.
    /// </summary>
    private const int MaxValues = 10_000;

    /// <summary>Longer texts are cut: a frame of the journal holds half a million bytes.</summary>
    private const int MaxTextLength = 64 * 1024;

    private const string Cut = "(cut)";

    private int _left = MaxValues;

    public void WriteObject(IEnumerable<KeyValuePair<string, object?>> values) =>
        WritePairs(CaptureShape.Of(values, _left) as List<KeyValuePair<string, object?>> ?? [], MaxDepth);

    public void WriteValue(string key, object? value) => WriteShape(key, CaptureShape.Of(value, _left), MaxDepth);

    private void WriteShape(string key, object? shape, int depth)
    {
        _left--;
        switch (shape)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case ValueType when SecretMask.IsSecretNumberKey(key):
            case not ValueType when SecretMask.IsSecretKey(key):
                json.WriteStringValue(SecretMask.Masked);
                break;
            case ValueType number:
                WriteNumber(number);
                break;
            case string text:
                WriteText(SecretMask.MaskInside(text));
                break;
            case List<KeyValuePair<string, object?>> pairs when depth > 0:
                WritePairs(pairs, depth);
                break;
            case List<object?> items when depth > 0:
                WriteItems(key, items, depth);
                break;
            default:
                json.WriteStringValue(Cut);
                break;
        }
    }

    private void WritePairs(List<KeyValuePair<string, object?>> pairs, int depth)
    {
        json.WriteStartObject();
        var names = new HashSet<string>();
        foreach ((string? name, object? value) in pairs)
        {
            string key = name ?? "";
            if (_left <= 0)
            {
                json.WriteBoolean(Cut, true);
                break;
            }

            if (names.Add(key))
            {
                json.WritePropertyName(Encoding.UTF8.GetBytes(key));
                WriteShape(key, CaptureShape.Of(value, _left), depth - 1);
            }
        }

        json.WriteEndObject();
    }

    private void WriteItems(string key, List<object?> items, int depth)
    {
        json.WriteStartArray();
        foreach (object? item in items)
        {
            if (_left <= 0)
            {
                json.WriteStringValue(Cut);
                break;
            }

            WriteShape(key, CaptureShape.Of(item, _left), depth - 1);
        }

        json.WriteEndArray();
    }

    private void WriteNumber(ValueType number)
    {
        switch (number)
        {
            case long value:
                json.WriteNumberValue(value);
                break;
            case ulong value:
                json.WriteNumberValue(value);
                break;
            case decimal value:
                json.WriteNumberValue(value);
                break;
            case float value:
                json.WriteNumberValue(value);
                break;
            case double value:
                json.WriteNumberValue(value);
                break;
        }
    }

    /// <summary>As bytes, in which half a character has become U+FFFD already: the writer would refuse it.</summary>
    private void WriteText(string text) => json.WriteStringValue(
        Encoding.UTF8.GetBytes(text.Length <= MaxTextLength ? text : text[..MaxTextLength] + Cut));
}
