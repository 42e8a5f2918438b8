using System.Globalization;
using System.Text.Json.Nodes;

namespace Cairn.Callbacks;

/// <summary>
/// Numbers of a callback's state as JSON and back, to the bit: what JSON has no number for (infinities, NaN with its
/// bits) becomes a text. Stateless.
/// </summary>
internal static class StateJson
{
    private const string NotANumber = "NaN:";

    public static JsonNode Of(double value)
    {
        if (double.IsFinite(value))
        {
            return JsonValue.Create(value);
        }

        return JsonValue.Create(double.IsNaN(value)
            ? NotANumber + BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture)
            : value > 0 ? "Infinity" : "-Infinity");
    }

    public static JsonNode? Of(double? value) => value is { } known ? Of(known) : null;

    public static double Double(this JsonObject state, string name) =>
        state.OptionalDouble(name) ?? throw Missing(name, "a number");

    public static double? OptionalDouble(this JsonObject state, string name) =>
        state[name] is JsonNode node ? Read(name, () => ToDouble(node as JsonValue)) : null;

    public static long Long(this JsonObject state, string name) =>
        state[name] is JsonNode node ? Read(name, () => node.GetValue<long>()) : throw Missing(name, "a whole number");

    public static bool Flag(this JsonObject state, string name) =>
        state[name] is JsonNode node ? Read(name, () => node.GetValue<bool>()) : throw Missing(name, "true or false");

    public static string Text(this JsonObject state, string name) =>
        state[name] is JsonNode node ? Read(name, () => node.GetValue<string>()) : throw Missing(name, "a text");

    public static JsonObject Object(this JsonObject state, string name) =>
        state[name] as JsonObject ?? throw Missing(name, "an object");

    public static IReadOnlyList<double> Doubles(this JsonObject state, string name) =>
        state[name] is JsonArray array
            ? Read(name, () => array.Select(node => ToDouble(node as JsonValue)).ToArray())
            : throw Missing(name, "a list of numbers");

    public static TEnum Word<TEnum>(this JsonObject state, string name)
        where TEnum : struct, Enum =>
        Enum.TryParse(state.Text(name), out TEnum word) && Enum.IsDefined(word)
            ? word
            : throw new CallbackStateException($"'{name}' in the saved state of callbacks is '{state.Text(name)}'.");

    private static double ToDouble(JsonValue? value)
    {
        if (value is null)
        {
            throw new FormatException("it is no number.");
        }

        if (!value.TryGetValue(out string? text))
        {
            return value.GetValue<double>();
        }

        return text switch
        {
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ when text.StartsWith(NotANumber, StringComparison.Ordinal) => BitConverter.UInt64BitsToDouble(
                ulong.Parse(text.AsSpan(NotANumber.Length), NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
            _ => throw new FormatException($"'{text}' is no number."),
        };
    }

    private static T Read<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or OverflowException)
        {
            throw new CallbackStateException(
                $"'{name}' in the saved state of callbacks cannot be read: {e.Message}", e);
        }
    }

    private static CallbackStateException Missing(string name, string what) =>
        new($"The saved state of callbacks has no '{name}', which should be {what}. It is damaged, or of other callbacks or "
            + "settings.");
}
