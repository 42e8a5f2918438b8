using Cairn.Inference;

namespace Cairn.Benchmarks.Inference;

/// <summary>What every subject logs: 40 features that change, three probabilities, a checkpoint.</summary>
internal sealed class SomePrediction
{
    public const string Model = "dqn_agent";
    public const string Symbol = "ETH/USDT";
    public const string Checkpoint = "dqn_agent_20250725_143500";
    public const double Confidence = 0.85;
    public const double Milliseconds = 12.5;

    public ActionProbability[] Probabilities { get; } = [new("BUY", 0.85), new("SELL", 0.10), new("HOLD", 0.05)];

    public float[] Features { get; } = [.. Enumerable.Range(0, 40).Select(number => number / 8f)];

    public string Action => Probabilities[0].Action;

    /// <summary>One for each thread, since each call changes the features.</summary>
    public static SomePrediction[] ForThreads(int threads) =>
        [.. Enumerable.Range(0, threads).Select(_ => new SomePrediction())];
}
