namespace Cairn.TensorBoard.Reading;

/// <summary>What the bits of a number mean.</summary>
internal enum NumberEncoding
{
    Single,
    Double,
    Half,

    /// <summary>The upper half of a <see cref="Single"/>.</summary>
    BFloat16,

    Signed,
    Unsigned,
    Boolean,
}
