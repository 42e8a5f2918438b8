using Cairn.Inference;

namespace Cairn.Benchmarks.Inference;

/// <summary>
/// Predictions as a trading system makes them: 2 models, 20 symbols, 3 actions, 40 features; every fifth call asks
/// again what was asked a moment ago, and gets the same answer.
/// </summary>
internal sealed class PredictionScript
{
    public const int FeatureCount = 40;
    public const int Probabilities = 3;

    private const double RepeatedPart = 0.2;

    /// <summary>How far back a call may repeat another.</summary>
    private const int Memory = 1_000;

    private static readonly string[] Models = ["dqn_agent", "cnn_lstm"];
    private static readonly string[] Checkpoints = ["dqn_agent_20250725_143500", "cnn_lstm_20250724_090000"];
    private static readonly string[] Symbols = [.. Enumerable.Range(1, 20).Select(i => $"COIN{i}/USDT")];
    private static readonly string[] Actions = ["BUY", "SELL", "HOLD"];

    private readonly Random _random = new(1);
    private readonly (int Model, int Symbol, double Buy, double Sell)[] _asked = new (int, int, double, double)[Memory];
    private readonly float[][] _features = [.. Enumerable.Range(0, Memory).Select(_ => new float[FeatureCount])];
    private long _distinct;

    public string Model { get; private set; } = "";

    public string Symbol { get; private set; } = "";

    public string Checkpoint { get; private set; } = "";

    public string Action { get; private set; } = "";

    public double Confidence { get; private set; }

    public double LatencyMs { get; private set; }

    public float[] Features { get; private set; } = [];

    public ActionProbability[] Distribution { get; } = new ActionProbability[Probabilities];

    /// <summary>Makes the next call.</summary>
    public void Next()
    {
        bool repeats = _distinct >= Memory && _random.NextDouble() < RepeatedPart;
        int slot = repeats ? _random.Next(Memory) : (int)(_distinct++ % Memory);
        if (!repeats)
        {
            Ask(slot);
        }

        (int model, int symbol, double buy, double sell) = _asked[slot];
        Features = _features[slot];
        (Model, Checkpoint, Symbol) = (Models[model], Checkpoints[model], Symbols[symbol]);
        Distribution[0] = new ActionProbability(Actions[0], buy);
        Distribution[1] = new ActionProbability(Actions[1], sell);
        Distribution[2] = new ActionProbability(Actions[2], 1 - buy - sell);
        ActionProbability answer = Distribution.MaxBy(one => one.Probability);
        (Action, Confidence) = (answer.Action, answer.Probability);
        LatencyMs = Math.Round(5 + (10 * _random.NextDouble()), 3);
    }

    private void Ask(int slot)
    {
        double buy = _random.NextDouble();
        double sell = (1 - buy) * _random.NextDouble();
        _asked[slot] = (_random.Next(Models.Length), _random.Next(Symbols.Length), buy, sell);
        foreach (ref float feature in _features[slot].AsSpan())
        {
            feature = _random.NextSingle();
        }
    }
}
