using System.Text;
using System.Text.Json;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>A word as the store knows it. Immutable.</summary>
internal sealed class StoredLabel(long id, string text)
{
    /// <summary>Its row in <c>labels</c>.</summary>
    public long Id { get; } = id;

    public string Text { get; } = text;

    /// <summary>As the name of a JSON property: quoted, escaped, with the colon behind it, in UTF-8.</summary>
    public ReadOnlyMemory<byte> JsonName { get; } = Encode(text);

    /// <summary>By way of bytes, where half a surrogate pair is replaced; in a string it is an error.</summary>
    private static byte[] Encode(string text)
    {
        var escaped = JsonEncodedText.Encode(Encoding.UTF8.GetBytes(text));
        return [(byte)'"', .. escaped.EncodedUtf8Bytes, (byte)'"', (byte)':'];
    }
}
