namespace Cairn.Toto.Training;

/// <summary>
/// What a model forecast for the last bar of each validation window, and what came, both in units of the window's
/// expected move. Not thread-safe.
/// </summary>
internal sealed class ValidationForecasts(int windows)
{
    private readonly List<float> _forecasts = new(windows);
    private readonly List<float> _errors = new(windows);

    public IReadOnlyList<float> Forecasts => _forecasts;

    /// <summary>What came, less what was forecast.</summary>
    public IReadOnlyList<float> Errors => _errors;

    /// <param name="forecasts">Of some windows, for every bar of the horizon.</param>
    /// <param name="targets">What came.</param>
    /// <param name="horizon">Bars of each.</param>
    public void Add(ReadOnlySpan<float> forecasts, ReadOnlySpan<float> targets, int horizon)
    {
        for (int last = horizon - 1; last < targets.Length; last += horizon)
        {
            _forecasts.Add(forecasts[last]);
            _errors.Add(targets[last] - forecasts[last]);
        }
    }
}
