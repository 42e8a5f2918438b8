namespace Cairn.Benchmarks.Storage;

/// <summary>
/// The clock of a training that took days: a step takes 20 ms, give or take one, and every 500th is followed by a
/// validation of 300 ms. Without it, millions of points would carry the same few times and pack too well.
/// </summary>
internal sealed class SteppedTime : TimeProvider
{
    private const double StepMs = 20;
    private const double ValidationMs = 300;
    private const int StepsBetweenValidations = 500;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(1);
    private double _nowMs;
    private int _steps;

    public override DateTimeOffset GetUtcNow() => Start.AddMilliseconds(_nowMs);

    public void Step()
    {
        _nowMs += StepMs + Noise.Next(_random);
        if (++_steps % StepsBetweenValidations == 0)
        {
            _nowMs += ValidationMs;
        }
    }
}
