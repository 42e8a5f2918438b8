using Cairn.Statistics;

namespace Cairn.Tests.Statistics;

public sealed class JudgementTests
{
    private static readonly Dictionary<string, double> NoProbabilities = [];

    private static readonly Dictionary<string, double> Three =
        new() { ["BUY"] = 0.7, ["HOLD"] = 0.2, ["SELL"] = 0.1 };

    [Fact]
    public void With_all_probabilities_the_score_is_over_all_actions()
    {
        var judgement = Judgement.Of("BUY", 0.7, Three, "HOLD");

        Assert.False(judgement.IsCorrect);
        Assert.Equal((0.7 * 0.7) + (0.8 * 0.8) + (0.1 * 0.1), judgement.Brier, 1e-12);
        Assert.Equal(-Math.Log(0.2), judgement.LogLoss, 1e-12);
    }

    [Theory]
    [InlineData("BUY", true, 0.09, 0.7)]
    [InlineData("SELL", false, 0.49, 0.3)]
    public void Without_probabilities_the_confidence_is_scored(string right, bool isCorrect, double brier, double probability)
    {
        var judgement = Judgement.Of("BUY", 0.7, NoProbabilities, right);

        Assert.Equal(isCorrect, judgement.IsCorrect);
        Assert.Equal(brier, judgement.Brier, 1e-12);
        Assert.Equal(-Math.Log(probability), judgement.LogLoss, 1e-12);
    }

    [Theory]
    [InlineData(0.9, 0.2)]
    [InlineData(1.2, -0.2)]
    [InlineData(double.NaN, 1.0)]
    public void Probabilities_that_are_not_all_of_them_are_not_used(double buy, double sell)
    {
        Dictionary<string, double> probabilities = new() { ["BUY"] = buy, ["SELL"] = sell };

        Assert.Equal(0.04, Judgement.Of("BUY", 0.8, probabilities, "BUY").Brier, 1e-12);
    }

    [Fact]
    public void A_right_action_that_is_not_among_the_probabilities_is_scored_by_confidence() =>
        Assert.Equal(0.49, Judgement.Of("BUY", 0.7, Three, "WAIT").Brier, 1e-12);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void A_confidence_that_is_none_is_not_scored(double confidence)
    {
        var judgement = Judgement.Of("BUY", confidence, NoProbabilities, "BUY");

        Assert.True(judgement.IsCorrect);
        Assert.True(double.IsNaN(judgement.Brier) && double.IsNaN(judgement.LogLoss));
    }

    [Fact]
    public void Being_sure_and_wrong_costs_what_a_probability_of_nearly_nothing_costs() =>
        Assert.Equal(-Math.Log(1e-15), Judgement.Of("BUY", 1, NoProbabilities, "SELL").LogLoss, 1e-9);

    [Fact]
    public void Without_a_right_action_nothing_can_be_said()
    {
        var judgement = Judgement.Of("BUY", 1, Three, null);

        Assert.Null(judgement.IsCorrect);
        Assert.True(double.IsNaN(judgement.Brier));
    }

    [Fact]
    public void Names_of_actions_are_compared_letter_by_letter() =>
        Assert.False(Judgement.Of("buy", 0.5, NoProbabilities, "BUY").IsCorrect);
}
