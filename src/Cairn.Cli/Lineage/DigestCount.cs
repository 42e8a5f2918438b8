namespace Cairn.Cli.Lineage;

/// <summary>How many predictions of a checkpoint carry one digest. Immutable.</summary>
/// <param name="Digest">The digest; empty when they carry none.</param>
/// <param name="Predictions">How many, repetitions and archived ones among them.</param>
internal sealed record DigestCount(string Digest, long Predictions);
