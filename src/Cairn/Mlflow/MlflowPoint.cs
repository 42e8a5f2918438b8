namespace Cairn.Mlflow;

/// <summary>One value of a metric.</summary>
/// <param name="Step">Which step; several points may have the same.</param>
/// <param name="TimeMs">When, in milliseconds since 1970, UTC.</param>
/// <param name="Value">NaN and infinities are values. A target that has no infinity gives
/// ±1.7976931348623157e308.</param>
public readonly record struct MlflowPoint(long Step, long TimeMs, double Value);
