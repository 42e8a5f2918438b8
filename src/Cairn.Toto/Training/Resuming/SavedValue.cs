using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Toto.Tensors;

namespace Cairn.Toto.Training.Resuming;

/// <summary>
/// A value of a saved state, which may hold anything: whoever asks for more than it is gets an error that names it.
/// </summary>
/// <param name="path">As <c>progress.batch</c>.</param>
/// <param name="element">What is there; undefined for nothing.</param>
internal readonly struct SavedValue(string path, JsonElement element)
{
    private const int LongestShown = 40;

    // A member twice has no meaning that all readers agree on.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public SavedValue this[string member] => new(
        $"{path}.{member}",
        element.ValueKind != JsonValueKind.Object ? throw Error("an object")
        : element.TryGetProperty(member, out JsonElement value) ? value : default);

    private string Text => element.ValueKind == JsonValueKind.String ? element.GetString()! : "";

    /// <exception cref="JsonException">The part has a member twice, or is too deep.</exception>
    public static SavedValue Of(IReadOnlyDictionary<string, JsonNode?> parts, string name)
    {
        if (parts.GetValueOrDefault(name) is not { } part)
        {
            return new SavedValue(name, default);
        }

        // Numbers of text and numbers of code are different nodes; parsed again, there is one kind of them.
        using var document = JsonDocument.Parse(part.ToJsonString(), Strict);
        return new SavedValue(name, document.RootElement.Clone());
    }

    public int Integer(int least, int most) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value)
        && value >= least && value <= most
            ? value
            : throw Error($"a whole number from {least} to {most}");

    /// <summary>Any number; the words for those that are not finite too.</summary>
    public double Number() => Text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ when element.ValueKind == JsonValueKind.Number => element.GetDouble(),
        _ => throw Error("a number, or NaN, Infinity or -Infinity as a text"),
    };

    public TimeSpan Duration() =>
        TimeSpan.TryParseExact(Text, "c", CultureInfo.InvariantCulture, out TimeSpan value) && value >= TimeSpan.Zero
            ? value
            : throw Error("a duration such as 00:01:30");

    public StopReason? Stop() => Text switch
    {
        _ when element.ValueKind == JsonValueKind.Null => null,
        nameof(StopReason.Completed) => StopReason.Completed,
        nameof(StopReason.EarlyStopped) => StopReason.EarlyStopped,
        nameof(StopReason.Diverged) => StopReason.Diverged,
        _ => throw Error("null, Completed, EarlyStopped or Diverged"),
    };

    public RandomState Random()
    {
        SavedValue[] words = Items(4);
        if (words.Length == 4)
        {
            var state = new RandomState(words[0].Word(), words[1].Word(), words[2].Word(), words[3].Word());
            return state != default ? state : throw Error("a random state, of which not all words are zero");
        }

        throw Error("four words of a random state");
    }

    public SavedValue[] Items(int atMost)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() > atMost)
        {
            throw Error($"a list of at most {atMost}");
        }

        string list = path;
        return [.. element.EnumerateArray().Select((item, index) => new SavedValue($"{list}[{index}]", item))];
    }

    /// <summary>For whoever reads its members in its own way.</summary>
    public JsonObject Object() => element.ValueKind == JsonValueKind.Object
        ? JsonObject.Create(element)!
        : throw Error("an object");

    public bool Is(JsonValue expected) =>
        element.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && JsonNode.DeepEquals(expected, JsonValue.Create(element));

    public ArgumentException Error(string needed) =>
        new($"The saved state is damaged: {path} is {this}; it must be {needed}.");

    /// <summary>Short enough for a message.</summary>
    public override string ToString()
    {
        string text = element.ValueKind == JsonValueKind.Undefined ? "missing" : element.GetRawText();
        return text.Length <= LongestShown ? text : text[..LongestShown] + "...";
    }

    private ulong Word() =>
        Text.Length == 16 && ulong.TryParse(
            Text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong word)
            ? word
            : throw Error("16 hexadecimal digits");
}
