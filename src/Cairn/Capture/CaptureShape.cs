using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cairn.Capture;

/// <summary>
/// Turns any value into one of the few shapes that JSON has: null, bool, long, ulong, decimal, finite float or double,
/// string, a list of pairs, a list of items. All code of strangers runs in here, and what it throws becomes a text.
/// Stateless.
/// </summary>
internal static class CaptureShape
{
    /// <param name="value">The value.</param>
    /// <param name="maxItems">
    /// One item more than these is taken of a collection, so that the writer sees where it cuts.
    /// </param>
    public static object? Of(object? value, int maxItems)
    {
        try
        {
            return value switch
            {
                null or bool or long or ulong or decimal or string => value,
                sbyte or short or int or byte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
                float number => float.IsFinite(number) ? number : TextOf(number),
                double number => double.IsFinite(number) ? number : TextOf(number),
                Half number => Of((float)number, maxItems),
                JsonElement element => OfElement(element, maxItems),
                JsonDocument document => OfElement(document.RootElement, maxItems),
                JsonNode node => OfNode(node, maxItems),
                IEnumerable<KeyValuePair<string, object?>> pairs => Take(pairs, maxItems),
                IEnumerable<KeyValuePair<string, string?>> pairs => Take(
                    pairs.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value)), maxItems),
                IDictionary dictionary => Take(PairsOf(dictionary), maxItems),
                IEnumerable items => Take(items.Cast<object?>(), maxItems),
                _ => TextOf(value),
            };
        }
#pragma warning disable CA1031 // whatever a stranger's enumerator or ToString throws, the run goes on
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"(unreadable: {e.GetType().Name})";
        }
    }

    private static List<T> Take<T>(IEnumerable<T> items, int maxItems) => [.. items.Take(maxItems + 1)];

    private static IEnumerable<KeyValuePair<string, object?>> PairsOf(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            yield return KeyValuePair.Create(TextOf(entry.Key), entry.Value);
        }
    }

    private static object? OfElement(JsonElement element, int maxItems) => element.ValueKind switch
    {
        JsonValueKind.Object => Take(
            element.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, (object?)pair.Value)), maxItems),
        JsonValueKind.Array => Take(element.EnumerateArray().Select(item => (object?)item), maxItems),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True or JsonValueKind.False => element.GetBoolean(),
        JsonValueKind.Number when element.TryGetInt64(out long number) => number,
        JsonValueKind.Number when double.IsFinite(element.GetDouble()) => element.GetDouble(),
        JsonValueKind.Number => element.GetRawText(),
        _ => null,
    };

    private static object? OfNode(JsonNode node, int maxItems) => node switch
    {
        JsonObject pairs => Take(pairs.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value)), maxItems),
        JsonArray items => Take(items.Select(item => (object?)item), maxItems),
        _ => Of(node.GetValue<object>(), maxItems),
    };

    private static string TextOf(object value) => value switch
    {
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
