using Cairn.Statistics;

namespace Cairn.Tests.Statistics;

public class PrecisionRecallCurveTests
{
    [Fact]
    public void Counts_are_those_of_each_threshold()
    {
        var curve = PrecisionRecallCurve.Of([true, false, true, false], [1, 0.5, 0.6, 0.1], 3);
        Assert.Equal(3, curve.Thresholds);
        Assert.Equal(
            [
                2, 2, 1, // true positives at 0, 0.5 and 1
                2, 1, 0, // false positives
                0, 1, 2, // true negatives
                0, 0, 1, // false negatives
                0.5f, 2 / 3f, 1, // precision
                1, 1, 0.5f, // recall
            ],
            curve.Rows);
    }

    [Fact]
    public void Random_answers_add_up_at_every_threshold()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        double[] scores = [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble())];
        bool[] positive = [.. scores.Select(score => random.NextDouble() < score)];
        var curve = PrecisionRecallCurve.Of(positive, scores);
        int n = curve.Thresholds;
        Assert.Equal(201, n);
        for (int i = 0; i < n; i++)
        {
            double threshold = i / (n - 1.0);
            int passed = scores.Count(score => (int)(score * (n - 1)) >= i);
            float[] column = [.. Enumerable.Range(0, 6).Select(row => curve.Rows[(row * n) + i])];
            Assert.True(column[..4].Sum() == 500, $"threshold {threshold}, seed {seed}");
            Assert.True(column[0] + column[1] == passed, $"threshold {threshold}, seed {seed}");
        }
    }

    [Fact]
    public void Of_no_answers_precision_and_recall_are_zero() =>
        Assert.Equal(new float[12], PrecisionRecallCurve.Of([], [], 2).Rows);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.001)]
    [InlineData(1.001)]
    public void Score_that_is_no_probability_is_refused_with_its_place(double score)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => PrecisionRecallCurve.Of([true, false], [0.5, score]));
        Assert.Contains("at 1", error.Message);
    }

    [Fact]
    public void Lengths_that_differ_are_refused() =>
        Assert.Throws<ArgumentException>(() => PrecisionRecallCurve.Of([true, false], [0.5]));

    [Fact]
    public void One_threshold_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PrecisionRecallCurve.Of([true], [0.5], 1));
}
