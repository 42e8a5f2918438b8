namespace Cairn.Toto.Training;

/// <summary>How good forecasts are on the validation windows, all horizons together.</summary>
/// <param name="Loss">The mean Huber loss in units of each window's expected move, as in training.</param>
/// <param name="MeanAbsoluteError">Of log returns since the last known close: 0.0001 is one basis point.</param>
/// <param name="MeanSquaredError">Of the same log returns.</param>
public sealed record Evaluation(double Loss, double MeanAbsoluteError, double MeanSquaredError)
{
    /// <summary>
    /// The share of the squared error of <paramref name="baseline"/> that these forecasts avoid: 1 is perfect, 0 no
    /// better, negative worse.
    /// </summary>
    /// <param name="baseline">Of the same windows.</param>
    /// <returns>At most 1.</returns>
    public double SkillOver(Evaluation baseline) => 1 - MeanSquaredError / baseline.MeanSquaredError;
}
