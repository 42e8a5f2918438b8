namespace Cairn.Recording;

/// <summary>The names behind a series' number in one journal.</summary>
internal sealed record SeriesDefinition(uint Number, RunDefinition Run, string Name);
