namespace Cairn.Toto.Data;

/// <summary>The trading of one interval.</summary>
/// <param name="Time">When the interval begins, in UTC.</param>
/// <param name="Open">First price.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
/// <param name="Volume">Amount traded, ≥ 0.</param>
public readonly record struct Bar(DateTime Time, double Open, double High, double Low, double Close, double Volume);
