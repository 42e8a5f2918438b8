namespace Cairn;

/// <summary>What was brought in from the journals of dead processes.</summary>
/// <param name="Journals">Journals that were drained to their end and removed.</param>
/// <param name="Stored">Records that they held and that are in the store.</param>
/// <param name="Lost">Records in them that were damaged or whose names were lost.</param>
public sealed record RecoveryReport(int Journals, long Stored, long Lost);
