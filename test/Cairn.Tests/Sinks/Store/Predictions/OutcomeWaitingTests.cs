using Cairn.Sinks.Store.Predictions;
using Cairn.Storage;

namespace Cairn.Tests.Sinks.Store.Predictions;

/// <summary>Outcomes that come before their predictions.</summary>
public sealed class OutcomeWaitingTests : IDisposable
{
    private readonly OutcomeFixture _store = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_outcome_by_id_waits_for_its_prediction(bool isReopened)
    {
        Assert.True(_store.Resolve(5, journal: "late-one"));
        Assert.Equal([OutcomeStatus.Waiting], _store.Statuses());
        ReopenIf(isReopened);

        _store.Predict(4, 1000, journal: "late-one");
        _store.Flush();
        Assert.Equal([OutcomeStatus.Waiting], _store.Statuses());
        _store.Predict(5, 1000, journal: "late-one");
        _store.Flush();

        Assert.Equal([OutcomeStatus.Applied], _store.Statuses());
        Assert.Equal((2, 1, 1), (_store.Sums().Records, _store.Sums().Resolved, _store.Sums().Correct));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_outcome_for_a_repetition_waits_for_that(bool isReopened)
    {
        StoredPrediction first = _store.Predict(1, 1000);
        _store.Resolve(2);
        _store.Flush();
        ReopenIf(isReopened);

        _store.Repeat(2, first, 1200);
        _store.Flush();

        Assert.Equal([OutcomeStatus.Applied], _store.Statuses());
    }

    [Theory]
    [InlineData(5_000, 5_400, false)]
    [InlineData(5_400, 5_400, true)]
    [InlineData(-5_000, -4_001, true)]
    [InlineData(-5_000, -5_000, false)]
    [InlineData(-999, -999, true)]
    [InlineData(0, 999, true)]
    public void An_outcome_by_time_waits_for_the_decision(long timeMs, long decidedMs, bool isReopened)
    {
        _store.ResolveAt(timeMs);
        ReopenIf(isReopened);

        _store.Predict(1, decidedMs, symbol: "BTC/USDT");
        _store.Predict(2, decidedMs, model: "other");
        _store.Flush();
        Assert.Equal([OutcomeStatus.Waiting], _store.Statuses());
        _store.Predict(3, decidedMs);
        _store.Flush();

        Assert.Equal([OutcomeStatus.Applied], _store.Statuses());
        Assert.Equal([3L], _store.Rows("SELECT prediction & 1099511627775 FROM outcomes").Select(row => row[0]));
    }

    [Theory]
    [InlineData(10_000, 500_000, 99_000)]
    [InlineData(-90_000, 90_000, 50_000)]
    [InlineData(-90_000, -80_000, -85_500)]
    [InlineData(90_000, 100_500, 100_000)]
    public void An_outcome_by_time_waits_for_a_repetition_that_reaches_it(long decidedMs, long seenMs, long timeMs)
    {
        _store.ResolveAt(timeMs);
        StoredPrediction first = _store.Predict(1, decidedMs);
        _store.Flush();
        Assert.Equal([OutcomeStatus.Waiting], _store.Statuses());

        _store.Repeat(2, first, seenMs);
        _store.Flush();

        Assert.Equal([OutcomeStatus.Applied], _store.Statuses());
    }

    [Fact]
    public void Several_that_wait_for_one_prediction_count_in_the_order_of_their_arrival()
    {
        _store.Resolve(1, "SELL");
        _store.ResolveAt(1000, "SELL");
        _store.Resolve(1, "BUY", value: 3);
        _store.Resolve(1, happenedMs: 900);

        _store.Predict(1, 1000);
        _store.Flush();

        Assert.Equal(
            [
                OutcomeStatus.Superseded,
                OutcomeStatus.Duplicate,
                OutcomeStatus.Applied,
                OutcomeStatus.BeforePrediction,
            ],
            _store.Statuses());
        Assert.Equal((1, 1, 3.0), (_store.Sums().Resolved, _store.Sums().Correct, _store.Sums().ValueSum));
    }

    [Fact]
    public void A_contract_that_comes_between_holds_only_for_what_comes_behind_it()
    {
        _store.Resolve(1, happenedMs: 5000);
        _store.Predict(1, 1000);
        _store.Declare(TimeSpan.FromSeconds(1), TimeSpan.Zero);
        _store.Resolve(2, happenedMs: 5000);
        _store.Predict(2, 1001);
        _store.Flush();

        Assert.Equal([OutcomeStatus.Applied, OutcomeStatus.Late], _store.Statuses());
    }

    [Fact]
    public void More_than_fit_in_memory_are_looked_up_and_kept_again_when_they_are_fewer()
    {
        const int count = WaitingOutcomes.MaxKept + 10;
        _store.Run($"""
            INSERT INTO outcomes (status, reference, model, symbol, actual, happened_ms, received_ms)
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})
            SELECT
              6,
              CASE n % 2 WHEN 0 THEN 'j-' || n ELSE '@' || (n * 1000) END,
              CASE n % 2 WHEN 0 THEN '' ELSE 'dqn' END,
              CASE n % 2 WHEN 0 THEN '' ELSE 'ETH/USDT' END,
              'BUY', 1000000000000, 0
            FROM numbers
            """);
        _store.Reopen();

        _store.Predict(2, 50_000_000_000);
        _store.Predict(3, 3_500);
        StoredPrediction first = _store.Predict(1_000_001, 6_900);
        _store.Repeat(8, first, 7_200);
        _store.Resolve(1_000_000);
        _store.Flush();

        Assert.Equal(
            ["j-2", "@3000", "@7000", "j-8"],
            _store.Rows("SELECT reference FROM outcomes WHERE prediction IS NOT NULL ORDER BY prediction, id").Select(row => row[0]));
        _store.Run($"UPDATE outcomes SET status = 7 WHERE id > {(WaitingOutcomes.MaxKept / 2) - 10}");
        _store.Reopen();
        _store.Predict(10, 11_000);
        _store.Flush();
        Assert.Equal(6L, _store.Rows("SELECT count(*) FROM outcomes WHERE prediction IS NOT NULL")[0][0]);
    }

    [Fact]
    public void A_prediction_costs_no_memory_where_nothing_waits_for_it()
    {
        _store.Resolve(7);
        _store.ResolveAt(123_456);
        StoredPrediction other = _store.Predict(1, 1000, symbol: "BTC/USDT");
        _store.Outcomes.Match(other);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 1000; i++)
        {
            _store.Outcomes.Match(other);
            _store.Outcomes.MatchRepeat(55, other);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private void ReopenIf(bool isReopened)
    {
        if (isReopened)
        {
            _store.Flush();
            _store.Reopen();
        }
    }

    public void Dispose() => _store.Dispose();
}
