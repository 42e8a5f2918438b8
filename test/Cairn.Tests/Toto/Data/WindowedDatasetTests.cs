using Cairn.Toto.Data;
using Cairn.Toto.Model;

namespace Cairn.Tests.Toto.Data;

public class WindowedDatasetTests
{
    private static readonly TotoOptions Options = new()
    {
        SequenceLength = 24,
        PredictionLength = 5,
        ValidationFraction = 0.3,
        WindowStride = 3,
    };

    [Fact]
    public void No_input_changes_when_the_future_does()
    {
        Bar[] bars = Bars(120);
        for (int changed = 0; changed < bars.Length; changed++)
        {
            Bar[] other = [.. bars];
            for (int i = changed; i < other.Length; i++)
            {
                other[i] = Scaled(bars[i], 1 + 0.1 * (i - changed + 1));
            }

            foreach ((WindowedDataset? before, WindowedDataset? after) in Sides(bars).Zip(Sides(other)))
            {
                for (int window = 0; window < before.Count; window++)
                {
                    AssertSamePast(before, after, window, changed);
                }
            }
        }
    }

    [Fact]
    public void Targets_are_the_closes_right_after_the_context()
    {
        Bar[] bars = Bars(120);
        foreach (WindowedDataset side in Sides(bars))
        {
            Range range = side.BarsOf(1);
            WindowBatch batch = side.Batch([1]);
            int last = range.Start.Value + Options.SequenceLength - 1;
            for (int horizon = 1; horizon <= Options.PredictionLength; horizon++)
            {
                Assert.Equal(
                    Math.Log(bars[last + horizon].Close / bars[last].Close),
                    batch.Targets.Data[horizon - 1] * batch.ReturnUnits[0],
                    6);
            }

            Assert.Equal(range.End.Value - 1, last + Options.PredictionLength);
        }
    }

    [Fact]
    public void No_bar_is_on_both_sides_and_all_are_within_the_series()
    {
        WindowedDataset[] sides = Sides(Bars(121));
        int trainingEnd = Ranges(sides[0]).Max(range => range.End.Value);
        Assert.True(trainingEnd <= Ranges(sides[1]).Min(range => range.Start.Value));
        Assert.True(Ranges(sides[1]).Max(range => range.End.Value) <= 121);
        Assert.All(sides, side => Assert.All(Ranges(side).Zip(Ranges(side).Skip(1)),
            pair => Assert.Equal(3, pair.Second.Start.Value - pair.First.Start.Value)));

        static IEnumerable<Range> Ranges(WindowedDataset side) => Enumerable.Range(0, side.Count).Select(side.BarsOf);
    }

    [Fact]
    public void Inputs_do_not_depend_on_the_level_of_the_price()
    {
        Bar[] bars = Bars(120);
        float[] here = Sides(bars)[0].Batch([0, 1]).Inputs.Data;
        float[] there = Sides([.. bars.Select(bar => Scaled(bar, 1000))])[0].Batch([0, 1]).Inputs.Data;
        for (int i = 0; i < here.Length; i++)
        {
            Assert.Equal(here[i], there[i], 1e-3);
        }
    }

    [Fact]
    public void A_market_that_stands_still_gives_finite_inputs()
    {
        Bar[] bars = [.. Bars(120).Select(bar => new Bar(bar.Time, 5, 5, 5, 5, 0))];
        WindowBatch batch = Sides(bars)[0].Batch([0]);
        Assert.All(batch.Inputs.Data, value => Assert.Equal(0, value));
        Assert.All(batch.Targets.Data, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Too_few_bars_are_an_error_that_says_how_many_are_needed()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Sides(Bars(60)));
        Assert.Contains("60 bars, 42 to train and 18 to validate", error.Message);
        Assert.Contains("each side needs 29", error.Message);
    }

    private static void AssertSamePast(WindowedDataset before, WindowedDataset after, int window, int changed)
    {
        float[] old = before.Batch([window]).Inputs.Data, now = after.Batch([window]).Inputs.Data;
        int contextEnd = before.BarsOf(window).Start.Value + Options.SequenceLength;
        Assert.Equal(contextEnd <= changed, old.SequenceEqual(now));
    }

    private static WindowedDataset[] Sides(Bar[] bars)
    {
        (WindowedDataset? training, WindowedDataset? validation) = WindowedDataset.Split(new OhlcvSeries("TEST", bars), Options);
        return [training, validation];
    }

    private static Bar[] Bars(int count)
    {
        OhlcvSeries series = GeneratedMarket.Create(count, 2).Series;
        return [.. Enumerable.Range(0, count).Select(i => new Bar(
            series.Times[i], series.Open[i], series.High[i], series.Low[i], series.Close[i], series.Volume[i]))];
    }

    private static Bar Scaled(Bar bar, double factor) =>
        new(bar.Time, bar.Open * factor, bar.High * factor, bar.Low * factor, bar.Close * factor, bar.Volume);
}
