namespace Cairn.TensorBoard.Reading;

/// <summary>A picture of an event file.</summary>
/// <param name="Width">In pixels, as the file says; 0 when it says nothing.</param>
/// <param name="Height">In pixels, as the file says; 0 when it says nothing.</param>
/// <param name="Encoded">The picture as it was encoded: nearly always PNG, GIF for moving ones.</param>
public sealed record EventImage(int Width, int Height, byte[] Encoded);
