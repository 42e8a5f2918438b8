namespace Cairn.Tests.Sinks.Store.Predictions;

/// <summary>
/// Makes predictions of which many repeat, contradict or precede each other: few words, features that stay for a while,
/// and a clock that mostly goes on.
/// </summary>
internal sealed class RandomAsked(Random random)
{
    private static readonly string[] Models = ["dqn_agent", "ppo_agent"];
    private static readonly string[] Symbols = ["ETH/USDT", "BTC/USDT"];
    private static readonly string?[] Checkpoints = ["first", "first", "first", "second", null];
    private static readonly uint[] WindowsMs = [0, 60_000, 300_000, 300_000, 300_000];

    private long _nowMs;
    private float[] _features = [1, 2];

    public Asked Next()
    {
        _nowMs += random.Next(10) == 0 ? random.Next(600_000) : random.Next(60_000);
        if (random.Next(12) == 0)
        {
            _features = [.. Enumerable.Range(0, random.Next(6) == 0 ? random.Next(4) : 2).Select(_ => (float)random.Next(2))];
        }

        int answer = random.Next(8) == 0 ? random.Next(3) : 0;
        return new Asked
        {
            Model = Models[random.Next(Models.Length)],
            Symbol = Symbols[random.Next(Symbols.Length)],
            Checkpoint = Checkpoints[random.Next(Checkpoints.Length)],
            WindowMs = WindowsMs[random.Next(WindowsMs.Length)],
            Action = answer == 1 ? "SELL" : "BUY",
            Probabilities = [("BUY", answer == 2 ? 0.5 : 1)],
            Features = _features,
            DecidedMs = _nowMs - (random.Next(5) == 0 ? random.Next(400_000) : 0),
        };
    }
}
