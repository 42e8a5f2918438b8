namespace Cairn.Benchmarks.Harness;

/// <summary>One line of the result.</summary>
/// <param name="Operation">What was measured; rows of the same operation are compared.</param>
/// <param name="Subject">Cairn, a peer or the floor.</param>
/// <param name="Samples">One value for each round.</param>
/// <param name="Unit">The unit of the values.</param>
internal sealed record Row(string Operation, string Subject, Samples Samples, string Unit)
{
    /// <summary>Bytes allocated on the managed heap by one operation; null where it was not measured.</summary>
    public double? AllocatedBytes { get; init; }

    /// <summary>What is promised; empty for peers and floors.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>How many times the other's median this one is.</summary>
    public double RatioTo(Row other) => Samples.Median / other.Samples.Median;
}
