using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Tests.Sinks.Store.Predictions;

/// <summary>A prediction as a process records it.</summary>
internal sealed record Asked
{
    public string Model { get; init; } = "dqn_agent";

    public string Symbol { get; init; } = "ETH/USDT";

    public string Action { get; init; } = "BUY";

    public double Confidence { get; init; } = 0.85;

    public (string Action, double Probability)[] Probabilities { get; init; } = [("BUY", 0.85), ("SELL", 0.15)];

    public float[] Features { get; init; } = [1, 2, 3];

    public string? Checkpoint { get; init; } = "dqn_agent_1";

    public string Digest { get; init; } = "";

    /// <summary>Behind <see cref="BatchBuilder.BaseTimeMs"/>.</summary>
    public long DecidedMs { get; init; }

    public long DataMs { get; init; } = TextRecord.NoStep;

    public double LatencyMs { get; init; } = 12.5;

    public uint WindowMs { get; init; } = 5 * 60_000;

    public PredictionFlaws Flaws { get; init; }

    /// <summary>0 for the next one.</summary>
    public long Number { get; init; }
}
