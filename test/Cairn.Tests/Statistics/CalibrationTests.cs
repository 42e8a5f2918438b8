using Cairn.Statistics;

namespace Cairn.Tests.Statistics;

public sealed class CalibrationTests
{
    [Fact]
    public void Error_is_the_gap_of_each_bin_weighed_by_its_count()
    {
        // 4 of 0.95 and half of them right: a gap of 0.45. 6 of 0.55 and half of them right: a gap of 0.05.
        ConfidenceTable table = TableOf((0.95, 2, 4), (0.55, 3, 6));

        Assert.Equal(((4 * 0.45) + (6 * 0.05)) / 10, Calibration.Error(table), 1e-12);
    }

    [Fact]
    public void Nothing_has_no_error_ten_empty_bins_and_no_deciles()
    {
        var table = new ConfidenceTable();

        Assert.True(double.IsNaN(Calibration.Error(table)));
        Assert.Equal(10, Calibration.Reliability(table).Count);
        Assert.All(Calibration.Reliability(table), bin => Assert.True(double.IsNaN(bin.MeanConfidence)));
        Assert.Empty(Calibration.Deciles(table));
    }

    [Fact]
    public void Bins_are_tenths_and_the_last_includes_one()
    {
        IReadOnlyList<ReliabilityBin> bins = Calibration.Reliability(TableOf((0, 0, 1), (0.1, 1, 1), (0.3, 0, 2), (1, 5, 5)));

        Assert.Equal([1, 1, 0, 2, 0, 0, 0, 0, 0, 5], bins.Select(bin => bin.Accuracy.Of));
        Assert.Equal((0.9, 1.0, 1.0), (bins[9].From, bins[9].To, bins[9].MeanConfidence));
        Assert.Equal(new Proportion(0, 2), bins[3].Accuracy);
    }

    [Fact]
    public void Deciles_hold_a_tenth_each_where_the_steps_allow()
    {
        (double, long, long)[] steps = [.. Enumerable.Range(0, 100).Select(step => (step / 100.0, 1L, 7L))];
        IReadOnlyList<ReliabilityBin> deciles = Calibration.Deciles(TableOf(steps));

        Assert.Equal(10, deciles.Count);
        Assert.All(deciles, decile => Assert.Equal(new Proportion(10, 70), decile.Accuracy));
        Assert.Equal((0, 0.1), (deciles[0].From, deciles[0].To));
    }

    [Fact]
    public void Deciles_of_few_steps_are_fewer_and_hold_everything()
    {
        IReadOnlyList<ReliabilityBin> deciles = Calibration.Deciles(TableOf((0.5, 80, 95), (0.8, 3, 5)));

        Assert.Equal([95, 5], deciles.Select(decile => decile.Accuracy.Of));
        Assert.Equal([0.5, 0.8], deciles.Select(decile => decile.From));
        Assert.Equal([0.51, 0.81], deciles.Select(decile => decile.To));
    }

    [Fact]
    public void Deciles_of_anything_are_in_order_and_lose_nothing()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int i = 0; i < 200; i++)
        {
            var table = new ConfidenceTable();
            for (int count = random.Next(1, 300); count > 0; count--)
            {
                table.Add(Math.Pow(random.NextDouble(), random.Next(1, 9)), random.Next(2) == 0);
            }

            IReadOnlyList<ReliabilityBin> deciles = Calibration.Deciles(table);
            Assert.InRange(deciles.Count, 1, 10);
            Assert.Equal(table.Count, deciles.Sum(decile => decile.Accuracy.Of));
            Assert.All(deciles.Zip(deciles.Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From, $"seed {seed}"));
        }
    }

    private static ConfidenceTable TableOf(params (double Confidence, long Correct, long Count)[] groups)
    {
        var table = new ConfidenceTable();
        foreach ((double confidence, long correct, long count) in groups)
        {
            for (long i = 0; i < count; i++)
            {
                table.Add(confidence, i < correct);
            }
        }

        return table;
    }
}
