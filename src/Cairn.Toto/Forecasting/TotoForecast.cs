namespace Cairn.Toto.Forecasting;

/// <summary>Which way the close goes until the end of the horizon. Immutable.</summary>
/// <param name="LogReturn">The log return that is expected from the last close to the last bar of the horizon.</param>
/// <param name="UpProbability">
/// How probable it is that this close lies above the last one: the part of the validation's errors that would not turn
/// the forecast round.
/// </param>
public sealed record TotoForecast(double LogReturn, double UpProbability)
{
    /// <summary>The action when a higher close is at least as probable.</summary>
    public const string Up = "UP";

    /// <summary>The action when a lower close is more probable.</summary>
    public const string Down = "DOWN";

    /// <summary><see cref="Up"/> or <see cref="Down"/>.</summary>
    public string Action => ActionOf(UpProbability);

    /// <summary>Probability of the action, from a half to 1.</summary>
    public double Confidence => ConfidenceOf(UpProbability);

    internal static string ActionOf(double up) => up >= 0.5 ? Up : Down;

    internal static double ConfidenceOf(double up) => Math.Max(up, 1 - up);
}
