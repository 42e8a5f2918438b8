using Cairn.Sinks.Store.Predictions;
using Cairn.Storage;

namespace Cairn.Tests.Sinks.Store.Predictions;

/// <summary>Which prediction an outcome means.</summary>
public sealed class OutcomeReferenceTests : IDisposable
{
    private readonly OutcomeFixture _store = new();

    [Fact]
    public void The_id_of_a_repetition_means_the_first()
    {
        StoredPrediction first = _store.Predict(1, 1000);
        _store.Repeat(7, first, 1500, journal: "k");

        _store.Resolve(7, journal: "k");

        Assert.Equal([(OutcomeStatus.Applied, 1L)], Meant());
    }

    [Theory]
    [InlineData(10_250, 1)]
    [InlineData(10_251, 2)]
    [InlineData(10_000, 0)]
    [InlineData(12_000, 3)]
    [InlineData(12_700, 3)]
    public void A_time_means_the_decision_at_that_millisecond_or_within_that_whole_second(long timeMs, long expected)
    {
        _store.Predict(1, 10_250);
        _store.Predict(2, 10_251);
        _store.Predict(3, 12_700);
        _store.Predict(4, 12_700, symbol: "BTC/USDT");
        _store.Predict(5, 12_700, model: "other");

        _store.ResolveAt(timeMs);

        Assert.Equal(expected == 0 ? [(OutcomeStatus.Ambiguous, 0L)] : [(OutcomeStatus.Applied, expected)], Meant());
    }

    [Fact]
    public void The_decision_at_the_very_beginning_of_a_second_comes_before_others_in_it()
    {
        _store.Predict(1, 10_000);
        _store.Predict(2, 10_001);

        _store.ResolveAt(10_000);

        Assert.Equal([(OutcomeStatus.Applied, 1L)], Meant());
    }

    [Theory]
    [InlineData(10_500, 1)]
    [InlineData(40_000, 1)]
    [InlineData(40_300, 1)]
    [InlineData(40_301, 0)]
    [InlineData(41_000, 0)]
    [InlineData(10_499, 0)]
    public void A_time_means_the_record_that_was_repeated_over_it(long timeMs, long expected)
    {
        StoredPrediction first = _store.Predict(1, 10_500);
        _store.Repeat(2, first, 40_300);

        _store.ResolveAt(timeMs);

        Assert.Equal([expected == 0 ? (OutcomeStatus.Waiting, 0L) : (OutcomeStatus.Applied, expected)], Meant());
    }

    [Fact]
    public void A_decision_comes_before_a_repetition_at_the_same_time()
    {
        StoredPrediction first = _store.Predict(1, 10_000);
        _store.Repeat(2, first, 40_000);
        _store.Predict(3, 20_400);

        _store.ResolveAt(20_000);
        _store.ResolveAt(20_400);

        Assert.Equal([(OutcomeStatus.Applied, 3L), (OutcomeStatus.Duplicate, 3L)], Meant());
    }

    [Fact]
    public void Two_that_were_repeated_over_a_time_are_ambiguous_and_count_for_neither()
    {
        _store.Repeat(11, _store.Predict(1, 10_000), 40_000);
        _store.Repeat(12, _store.Predict(2, 11_000), 40_000);

        _store.ResolveAt(30_000);

        Assert.Equal([(OutcomeStatus.Ambiguous, 0L)], Meant());
        Assert.Equal(0, _store.Sums().Resolved);
    }

    [Fact]
    public void Two_decisions_at_one_millisecond_are_ambiguous()
    {
        _store.Predict(1, 10_001);
        _store.Predict(2, 10_001);

        _store.ResolveAt(10_001);

        Assert.Equal([(OutcomeStatus.Ambiguous, 0L)], Meant());
    }

    [Theory]
    [InlineData(-1_000, -1)]
    [InlineData(-1_000, -1_000)]
    [InlineData(-999, -999)]
    [InlineData(-86_400_000, -86_399_500)]
    public void Times_before_1970_are_whole_seconds_too(long timeMs, long decidedMs)
    {
        _store.Predict(1, decidedMs);
        _store.Predict(2, timeMs + 1000);
        _store.Predict(3, timeMs - 1);

        _store.ResolveAt(timeMs);

        Assert.Equal([(OutcomeStatus.Applied, 1L)], Meant());
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(9_223_372_036_854_775_000)]
    public void The_farthest_times_can_be_meant(long timeMs)
    {
        _store.Predict(1, timeMs);

        _store.ResolveAt(timeMs, happenedMs: long.MaxValue);
        _store.ResolveAt(timeMs, symbol: "none");

        Assert.Equal([(OutcomeStatus.Applied, 1L), (OutcomeStatus.Waiting, 0L)], Meant());
    }

    private IEnumerable<(OutcomeStatus Status, long Prediction)> Meant() => _store
        .Rows("SELECT status, coalesce(prediction & 1099511627775, 0) FROM outcomes ORDER BY id")
        .Select(row => ((OutcomeStatus)(long)row[0]!, (long)row[1]!));

    public void Dispose() => _store.Dispose();
}
