using System.Text;
using System.Text.Json;

namespace Cairn.Sinks.Store;

/// <summary>
/// Makes sure that what is stored as JSON is JSON: a text that had to be cut to fit into its frame is not any more, and
/// is then kept as a string.
/// </summary>
internal static class JsonText
{
    /// <summary>A JSON value: the text itself, or a string of it.</summary>
    public static string Value(ReadOnlySpan<byte> utf8)
    {
        string text = Encoding.UTF8.GetString(utf8);
        return StartOf(utf8) == JsonTokenType.None ? Quote(text) : text;
    }

    /// <summary>
    /// A JSON object: the text itself, none for an empty one, or one that holds it as <c>unparsed</c>.
    /// </summary>
    public static string Object(ReadOnlySpan<byte> utf8)
    {
        string text = Encoding.UTF8.GetString(utf8);
        return utf8.IsEmpty ? "{}"
            : StartOf(utf8) == JsonTokenType.StartObject ? text
            : $"{{\"unparsed\":{Quote(text)}}}";
    }

    /// <summary>As <see cref="Object"/>, but an empty text stays empty.</summary>
    public static string ObjectOrEmpty(ReadOnlySpan<byte> utf8) => utf8.IsEmpty ? "" : Object(utf8);

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    /// <summary>The first token of a whole JSON value; None when the text is not one.</summary>
    private static JsonTokenType StartOf(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            reader.Read();
            JsonTokenType start = reader.TokenType;
            while (reader.Read())
            {
                // Goes on to the end, which finds what is wrong.
            }

            return start;
        }
        catch (JsonException)
        {
            return JsonTokenType.None;
        }
    }
}
