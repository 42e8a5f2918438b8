using Cairn.Sinks.Store.Predictions;
using Cairn.Statistics;
using Cairn.Storage.Sqlite;

namespace Cairn.Tests.Sinks.Store.Predictions;

/// <summary>Days and hours are UTC's, whatever clock hangs on the wall.</summary>
public sealed class PerformanceClockTests : IDisposable
{
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;

    private readonly OutcomeFixture _store = new();

    [Fact]
    public void Midnight_parts_the_day_before_from_the_next()
    {
        long midnight = At(2026, 3, 1);
        _store.Predict(1, midnight - 1);
        _store.Predict(2, midnight);

        Assert.Equal([(midnight - Day, 1L), (midnight, 1L)], Starts(PerformanceGrain.Day));
        Assert.Equal([(midnight - Hour, 1L), (midnight, 1L)], Starts(PerformanceGrain.Hour));
    }

    [Fact]
    public void An_outcome_of_the_next_day_counts_on_the_day_of_the_decision()
    {
        long midnight = At(2026, 3, 1);
        _store.Predict(1, midnight - 1);
        _store.Resolve(1, "BUY", happenedMs: midnight + Day);

        Assert.Equal(1, _store.Sums(startMs: midnight - Day).Resolved);
        Assert.Equal([(midnight - Day, 1L)], Starts(PerformanceGrain.Day));
    }

    [Theory]
    [InlineData(2026, 3, 29)]
    [InlineData(2026, 10, 25)]
    [InlineData(2026, 3, 8)]
    public void A_day_on_which_clocks_are_changed_has_24_hours(int year, int month, int day)
    {
        long start = At(year, month, day);
        for (int quarter = 0; quarter < 96; quarter++)
        {
            _store.Predict(quarter + 1, start + (quarter * Hour / 4));
        }

        Assert.Equal([(start, 96L)], Starts(PerformanceGrain.Day));
        Assert.Equal(Enumerable.Range(0, 24).Select(hour => (start + (hour * Hour), 4L)), Starts(PerformanceGrain.Hour));
    }

    [Fact]
    public void A_day_on_which_nothing_was_predicted_has_no_row()
    {
        _store.Predict(1, 0);
        _store.Predict(2, 2 * Day);

        Assert.Equal([(0, 1L), (2 * Day, 1L)], Starts(PerformanceGrain.Day));
        Assert.Equal(0, _store.Sums(startMs: Day).Predictions);
    }

    [Fact]
    public void A_day_of_one_action_that_is_always_right_has_sound_figures()
    {
        for (int i = 1; i <= 50; i++)
        {
            _store.Predict(i, i, "BUY", confidence: 1);
            _store.Resolve(i, "BUY", value: 0.5);
        }

        var figures = PerformanceFigures.Of(_store.Sums());

        Assert.Equal((50, 1.0), (figures.Accuracy.Of, figures.Accuracy.Value));
        Assert.Equal((0, 0, 0), (figures.Brier, figures.LogLoss, figures.CalibrationError));
        Assert.InRange(figures.Accuracy.Low, 0.9, 0.99);
        ReliabilityBin decile = Assert.Single(figures.Deciles);
        Assert.Equal((50, true), (decile.Accuracy.Of, decile.HasEnough));
        Assert.Equal(50, figures.Actions["BUY"]);
    }

    [Fact]
    public void A_day_of_which_all_is_wrong_has_sound_figures()
    {
        for (int i = 1; i <= 50; i++)
        {
            _store.Predict(i, i, "BUY", confidence: 1);
            _store.Resolve(i, "SELL");
        }

        var figures = PerformanceFigures.Of(_store.Sums());

        Assert.Equal((0, 1, 1), (figures.Accuracy.Value, figures.Brier, figures.CalibrationError));
        Assert.Equal(-Math.Log(1e-15), figures.LogLoss, 1e-9);
    }

    [Theory]
    [InlineData(-1, -Day, -Hour)]
    [InlineData(-Day, -Day, -Day)]
    [InlineData(-Day - 1, -2 * Day, -Day - Hour)]
    [InlineData(253_402_300_799_999, 253_402_214_400_000, 253_402_297_200_000)]
    [InlineData(long.MaxValue, 9_223_372_036_828_800_000, 9_223_372_036_854_000_000)]
    [InlineData(long.MinValue, long.MinValue, long.MinValue)]
    public void Times_before_1970_and_far_ones_have_their_day_and_hour(long decidedMs, long day, long hour)
    {
        _store.Predict(1, decidedMs);
        _store.Predict(2, decidedMs);

        Assert.Equal([(day, 2L)], Starts(PerformanceGrain.Day));
        Assert.Equal([(hour, 2L)], Starts(PerformanceGrain.Hour));
    }

    private static long At(int year, int month, int day) =>
        new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private IEnumerable<(long Start, long Records)> Starts(PerformanceGrain grain)
    {
        _store.Flush();
        return _store
            .Rows($"SELECT start_ms, records FROM performance WHERE grain = {(int)grain} ORDER BY start_ms")
            .Select(row => ((long)row[0]!, (long)row[1]!));
    }

    public void Dispose() => _store.Dispose();
}
