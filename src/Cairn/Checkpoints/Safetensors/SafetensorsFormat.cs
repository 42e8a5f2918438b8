using System.Collections.Frozen;
using System.Text.Encodings.Web;

namespace Cairn.Checkpoints.Safetensors;

/// <summary>
/// What writer and reader of safetensors files agree on: eight bytes with the length of the header, the header as JSON,
/// then the tensors without holes. See https://github.com/huggingface/safetensors#format.
/// </summary>
internal static class SafetensorsFormat
{
    /// <summary>The length of the header, an unsigned 64-bit number, little-endian.</summary>
    public const int LengthBytes = sizeof(ulong);

    /// <summary>As in the reference implementation: about a million tensors.</summary>
    public const int MaxHeaderBytes = 100_000_000;

    /// <summary>The data starts at a multiple of the largest element.</summary>
    public const int Alignment = 8;

    /// <summary>As many as PyTorch allows; arrays of .NET have at most 32.</summary>
    public const int MaxDimensions = 64;

    /// <summary>The member of the header that is not a tensor but an object of strings.</summary>
    public const string MetadataKey = "__metadata__";

    public const string TypeKey = "dtype";

    public const string ShapeKey = "shape";

    public const string OffsetsKey = "data_offsets";

    /// <summary>Enough of a foreign name to find it by.</summary>
    private const int ShownCharacters = 100;

    private static readonly FrozenDictionary<string, TensorType> Types =
        Enum.GetValues<TensorType>().ToFrozenDictionary(NameOf);

    public static string NameOf(TensorType type) => type is TensorType.Bool ? "BOOL" : type.ToString();

    public static TensorType? TypeOf(string name) => Types.TryGetValue(name, out TensorType type) ? type : null;

    /// <summary>A text out of a file, for messages: short, quoted, without control characters.</summary>
    public static string Shown(string text)
    {
        string start = text.Length <= ShownCharacters ? text : $"{text[..ShownCharacters]}…";
        return $"'{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(start)}'";
    }
}
