using Cairn.Toto.Data;

namespace Cairn.Tests.Toto.Data;

public class GeneratedMarketTests
{
    [Fact]
    public void Same_seed_gives_the_same_bars_and_a_longer_market_continues_a_shorter_one()
    {
        OhlcvSeries once = GeneratedMarket.Create(500, 3).Series, again = GeneratedMarket.Create(700, 3).Series;
        Assert.Equal(once.Close.ToArray(), again.Close[..500].ToArray());
        Assert.NotEqual(once.Close.ToArray(), GeneratedMarket.Create(500, 4).Series.Close.ToArray());
    }

    [Fact]
    public void Bars_are_consistent_and_open_where_the_last_closed()
    {
        OhlcvSeries series = GeneratedMarket.Create(2000, 1).Series;
        for (int i = 1; i < series.Count; i++)
        {
            Assert.Equal(series.Close[i - 1], series.Open[i]);
            Assert.True(series.Low[i] > 0 && series.Low[i] <= Math.Min(series.Open[i], series.Close[i]));
            Assert.True(series.High[i] >= Math.Max(series.Open[i], series.Close[i]) && series.Volume[i] > 0);
        }
    }
}
