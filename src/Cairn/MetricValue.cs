namespace Cairn;

/// <summary>A value with the name of its series. A tuple <c>("train/loss", 0.5)</c> becomes one by itself.</summary>
/// <param name="Name">Name of the series.</param>
/// <param name="Value">The value; NaN and ±∞ are values.</param>
public readonly record struct MetricValue(string Name, double Value)
{
    /// <summary>Makes a value of a tuple.</summary>
    public static implicit operator MetricValue((string Name, double Value) pair) => new(pair.Name, pair.Value);
}
