namespace Cairn.Toto.Tensors;

/// <summary>
/// All that a <see cref="DeterministicRandom"/> remembers. Save it with a checkpoint and restore it to continue the
/// same sequence. All four words zero is not a state.
/// </summary>
/// <param name="S0">First word.</param>
/// <param name="S1">Second word.</param>
/// <param name="S2">Third word.</param>
/// <param name="S3">Fourth word.</param>
public readonly record struct RandomState(ulong S0, ulong S1, ulong S2, ulong S3);
