namespace Cairn.Checkpoints;

/// <summary>A model that answers one input.</summary>
/// <param name="input">An input of the golden pairs.</param>
/// <param name="output">Where the answer goes: as many numbers as were saved.</param>
public delegate void GoldenModel(ReadOnlySpan<float> input, Span<float> output);
