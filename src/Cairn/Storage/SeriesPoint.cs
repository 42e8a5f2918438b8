namespace Cairn.Storage;

/// <summary>One point of a series.</summary>
/// <param name="Step">The step that the caller gave.</param>
/// <param name="TimeMs">When it was recorded: milliseconds since 1970, UTC.</param>
/// <param name="Value">The value, bit for bit as it was given; NaN and ±∞ are values.</param>
public readonly record struct SeriesPoint(long Step, long TimeMs, double Value);
