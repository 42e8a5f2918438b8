using Cairn.Storage;

namespace Cairn.Cli.Commands;

/// <summary>One line of a run's tail: an event, or a point of a series.</summary>
internal readonly record struct TailLine(long TimeMs, RunEvent? Event, string Series = "", SeriesPoint Point = default);
