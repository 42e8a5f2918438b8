namespace Cairn.Cli.Outcomes;

/// <summary>A line that is no outcome.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Reason">What is wrong, for people.</param>
internal readonly record struct BadLine(long Number, string Reason);
