using Cairn.Statistics;
using Cairn.Toto.Forecasting;

namespace Cairn.Cli.Forecasting;

/// <summary>How predictions did, counted as they are made. Not thread-safe.</summary>
/// <param name="horizon">Bars that one looks ahead.</param>
internal sealed class WalkTally(int horizon)
{
    private double _confidence;
    private double _milliseconds;
    private long _correct;
    private long _up;

    public long Predictions { get; private set; }

    public long Resolved { get; private set; }

    public double MeanConfidence => _confidence / Predictions;

    public double MeanMilliseconds => _milliseconds / Predictions;

    public Proportion Accuracy => new(_correct, Resolved);

    /// <summary>How often it would have been right to say always the same.</summary>
    public Proportion BaseRate => new(Math.Max(_up, Resolved - _up), Resolved);

    /// <summary>What would have had to be said for that.</summary>
    public string BaseAction => 2 * _up >= Resolved ? TotoForecast.Up : TotoForecast.Down;

    /// <summary>Part of the predictions whose outcome is known.</summary>
    public double Coverage => (double)Resolved / Predictions;

    /// <summary>
    /// The accuracy as of so many predictions as do not overlap: neighbours see nearly the same bars and wait for nearly
    /// the same, so that all of them together say no more than these.
    /// </summary>
    public Proportion Independent => new(_correct / horizon, Resolved / horizon);

    public void Predicted(TotoForecast forecast, double milliseconds)
    {
        Predictions++;
        _confidence += forecast.Confidence;
        _milliseconds += milliseconds;
    }

    /// <summary>An outcome is known.</summary>
    /// <param name="action">What was predicted.</param>
    /// <param name="realised">The return that came.</param>
    public void CameTrue(string action, double realised)
    {
        bool isUp = realised >= 0; // as the rule of the contract has it
        Resolved++;
        _up += isUp ? 1 : 0;
        _correct += action == (isUp ? TotoForecast.Up : TotoForecast.Down) ? 1 : 0;
    }
}
