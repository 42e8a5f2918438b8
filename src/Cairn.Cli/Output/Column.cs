namespace Cairn.Cli.Output;

/// <summary>One column of a <see cref="Table"/>.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="IsNumber">Aligned to the right.</param>
/// <param name="MinWidth">How narrow it may be cut on a small screen; 0 when it is never cut.</param>
/// <param name="DropOrder">Which goes first when a small screen has no room: 1 before 2; 0 never goes.</param>
internal sealed record Column(string Title, bool IsNumber = false, int MinWidth = 0, int DropOrder = 0);
