namespace Cairn.Mlflow;

/// <summary>What goes to a run at once. Names and values are as the user gave them.</summary>
internal sealed record MlflowBatch
{
    public IReadOnlyList<MlflowMetric> Metrics { get; init; } = [];

    /// <summary>Never changed once set; the first value of a key holds.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>The last value of a key holds.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];
}
