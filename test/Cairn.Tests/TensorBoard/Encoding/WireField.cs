namespace Cairn.Tests.TensorBoard.Encoding;

/// <summary>A field as it is on the wire.</summary>
/// <param name="Number">Which field.</param>
/// <param name="Bits">The number, where it is one.</param>
/// <param name="Bytes">The bytes, where it is a text, bytes, a message or a packed list.</param>
internal sealed record WireField(int Number, ulong Bits, byte[]? Bytes);
