using Cairn.Sinks.Store.Predictions;
using Cairn.Statistics;
using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.Tests.Sinks.Store.Predictions;

public sealed class OutcomeWriterTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly OutcomeFixture _store = new();

    [Fact]
    public void An_outcome_resolves_and_judges_its_prediction()
    {
        _store.Predict(1, 1000, "BUY", confidence: 0.7, probabilities: """{"BUY":0.7,"SELL":0.3}""");

        Assert.True(_store.Resolve(1, "SELL", value: -12.5, happenedMs: 2000));

        Assert.Equal([OutcomeStatus.Applied], _store.Statuses());
        object?[] row = Assert.Single(_store.Rows(
            "SELECT outcomes.model, outcomes.symbol, reference, actual, value, happened_ms, received_ms, is_correct, brier, "
            + "log_loss, predictions.outcome = outcomes.id FROM outcomes JOIN predictions ON predictions.id = prediction"));
        Assert.Equal(["dqn", "ETH/USDT", "j-1", "SELL", -12.5, 2000L, 77L, 0L], row[..8]);
        Assert.Equal(0.98, (double)row[8]!, 1e-12);
        Assert.Equal(-Math.Log(0.3), (double)row[9]!, 1e-12);
        Assert.Equal(1L, row[10]);
        PerformanceSums sums = _store.Sums();
        Assert.Equal((1, 1, 0, 1, -12.5), (sums.Resolved, sums.Judged, sums.Correct, sums.Valued, sums.ValueSum));
        Assert.Equal((1, 0.98), (sums.Scored, Math.Round(sums.BrierSum, 9)));
        Assert.Equal(new ConfidenceStep(1, 0.7, 0), sums.ConfidenceCounts[70]);
    }

    [Theory]
    [InlineData((int)PerformanceGrain.Hour)]
    [InlineData((int)PerformanceGrain.Day)]
    [InlineData((int)PerformanceGrain.DayOfSymbol)]
    public void All_three_grains_are_told(int grain)
    {
        _store.Predict(1, 1000);
        _store.Resolve(1, "BUY", value: 2);

        PerformanceSums sums = _store.Sums((PerformanceGrain)grain);

        Assert.Equal((1, 1, 1, 2.0), (sums.Records, sums.Resolved, sums.Correct, sums.ValueSum));
    }

    [Fact]
    public void A_value_alone_is_judged_by_the_direction_that_the_contract_names()
    {
        _store.Declare(Minute, Minute, OutcomeRule.Direction("BUY", "SELL", "HOLD", 0.1));
        _store.Predict(1, 0, "BUY");
        _store.Predict(2, 10, "BUY");
        _store.Predict(3, 20, "HOLD");

        _store.Resolve(1, "", value: 0.5, happenedMs: 100);
        _store.Resolve(2, "", value: -0.5, happenedMs: 100);
        _store.Resolve(3, "", value: -0.05, happenedMs: 100);

        Assert.Equal([1L, 0L, 1L], _store.Rows("SELECT is_correct FROM outcomes ORDER BY id").Select(row => row[0]));
    }

    [Fact]
    public void A_value_without_a_rule_resolves_and_is_not_judged()
    {
        _store.Predict(1, 1000);
        _store.Resolve(1, "", value: 3);

        PerformanceSums sums = _store.Sums();
        Assert.Equal((1, 0, 1, 0), (sums.Resolved, sums.Judged, sums.Valued, sums.Scored));
    }

    [Fact]
    public void A_value_that_is_not_finite_tells_a_direction_and_is_in_no_sum()
    {
        _store.Declare(Minute, Minute, OutcomeRule.Direction("BUY", "SELL"));
        _store.Predict(1, 1000);
        _store.Resolve(1, "", value: double.PositiveInfinity, happenedMs: 1000);

        PerformanceSums sums = _store.Sums();
        Assert.Equal((1, 1, 0, 0.0), (sums.Resolved, sums.Correct, sums.Valued, sums.ValueSum));
    }

    [Fact]
    public void The_same_again_changes_nothing()
    {
        _store.Predict(1, 1000);
        _store.Resolve(1, "BUY");
        string[] before = _store.Statistics();

        _store.Resolve(1, "BUY", double.NaN);

        Assert.Equal([OutcomeStatus.Applied, OutcomeStatus.Duplicate], _store.Statuses());
        Assert.Equal(before, _store.Statistics());
        Assert.Equal([1L], _store.Rows("SELECT outcome FROM predictions").Select(row => row[0]));
    }

    [Fact]
    public void A_correction_takes_back_what_was_judged_then_and_judges_anew()
    {
        _store.Predict(1, 1000, "BUY", confidence: 0.8);
        _store.Resolve(1, "BUY", value: 5);
        _store.Declare(Minute, TimeSpan.FromDays(1), OutcomeRule.Direction("SELL", "BUY"));

        _store.Resolve(1, "", value: 7);

        Assert.Equal([OutcomeStatus.Superseded, OutcomeStatus.Applied], _store.Statuses());
        PerformanceSums sums = _store.Sums();
        Assert.Equal((1, 1, 0, 1, 7.0), (sums.Resolved, sums.Judged, sums.Correct, sums.Valued, sums.ValueSum));
        Assert.Equal((1, 0.64), (sums.Scored, Math.Round(sums.BrierSum, 9)));
        Assert.Equal(new ConfidenceStep(1, 0.8, 0), sums.ConfidenceCounts[80]);
        Assert.Equal([1L, 0L], _store.Rows("SELECT is_correct FROM outcomes ORDER BY id").Select(row => row[0]));
        Assert.Equal([2L], _store.Rows("SELECT outcome FROM predictions").Select(row => row[0]));
    }

    [Fact]
    public void What_was_corrected_can_be_said_again()
    {
        _store.Predict(1, 1000);
        _store.Resolve(1, "BUY");
        _store.Resolve(1, "SELL");
        _store.Resolve(1, "BUY");

        Assert.Equal([OutcomeStatus.Superseded, OutcomeStatus.Superseded, OutcomeStatus.Applied], _store.Statuses());
        Assert.Equal((1, 1), (_store.Sums().Resolved, _store.Sums().Correct));
    }

    [Theory]
    [InlineData(999, OutcomeStatus.BeforePrediction)]
    [InlineData(1000, OutcomeStatus.Applied)]
    [InlineData(121_000, OutcomeStatus.Applied)]
    [InlineData(121_001, OutcomeStatus.Late)]
    public void An_outcome_counts_from_the_decision_to_horizon_and_deadline(long happenedMs, OutcomeStatus expected)
    {
        _store.Declare(Minute, Minute);
        _store.Predict(1, 1000);

        _store.Resolve(1, happenedMs: happenedMs);

        Assert.Equal([expected], _store.Statuses());
        Assert.Equal(expected == OutcomeStatus.Applied ? 1 : 0, _store.Sums().Resolved);
        Assert.Equal([(long?)1], _store.Rows("SELECT prediction & 1 FROM outcomes").Select(row => (long?)row[0]));
    }

    [Fact]
    public void Without_a_contract_nothing_is_late()
    {
        _store.Predict(1, -1000);
        _store.Resolve(1, happenedMs: long.MaxValue);

        Assert.Equal([OutcomeStatus.Applied], _store.Statuses());
    }

    [Fact]
    public void Times_as_far_apart_as_can_be_do_not_overflow()
    {
        var most = TimeSpan.FromMilliseconds(922_337_203_685_000);
        _store.Declare(most, most);
        _store.Predict(1, long.MinValue);
        _store.Predict(2, long.MaxValue);

        _store.Resolve(1, happenedMs: long.MaxValue);
        _store.Resolve(2, happenedMs: long.MaxValue);
        _store.Resolve(2, happenedMs: long.MinValue + 1);

        Assert.Equal(
            [OutcomeStatus.Late, OutcomeStatus.Applied, OutcomeStatus.BeforePrediction], _store.Statuses());
    }

    [Fact]
    public void The_contract_that_arrived_last_holds_for_what_is_not_resolved()
    {
        _store.Declare(Minute, TimeSpan.Zero);
        _store.Predict(1, 0);
        _store.Predict(2, 1);
        _store.Resolve(1, happenedMs: 60_001);
        _store.Declare(2 * Minute, TimeSpan.Zero);
        _store.Resolve(2, happenedMs: 60_002);
        _store.Reopen();
        _store.Resolve(1, happenedMs: 60_001);

        Assert.Equal([OutcomeStatus.Late, OutcomeStatus.Applied, OutcomeStatus.Applied], _store.Statuses());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"horizon_ms":-1,"deadline_ms":0}""")]
    [InlineData("""{"horizon_ms":9223372036854775807,"deadline_ms":0}""")]
    [InlineData("""{"horizon_ms":1,"deadline_ms":0,"up":"BUY"}""")]
    [InlineData("""{"horizon_ms":1,"deadline_ms":0,"up":"BUY","down":"SELL","flat":null,"dead_band":2}""")]
    public void A_contract_that_makes_no_sense_is_refused(string contract)
    {
        Assert.False(_store.Declare(contract));
        Assert.Empty(_store.Rows("SELECT * FROM model_contracts"));
    }

    [Fact]
    public void A_contract_of_no_model_is_refused() => Assert.False(_store.Declare(Minute, Minute, model: ""));

    [Theory]
    [InlineData("", "m", "s")]
    [InlineData("j-0", "m", "s")]
    [InlineData("nothing", "m", "s")]
    [InlineData("j-1099511627776", "m", "s")]
    [InlineData("@", "m", "s")]
    [InlineData("@12x", "m", "s")]
    [InlineData("@12", "", "s")]
    [InlineData("@12", "m", "")]
    public void An_outcome_that_can_mean_no_prediction_is_refused(string reference, string model, string symbol)
    {
        Assert.False(_store.Resolve(reference, "BUY", 1, 1, model, symbol));
        Assert.Empty(_store.Statuses());
    }

    [Fact]
    public void An_outcome_that_says_nothing_is_refused()
    {
        _store.Predict(1, 0);

        Assert.False(_store.Resolve(1, "", double.NaN));
        Assert.Empty(_store.Statuses());
    }

    public void Dispose() => _store.Dispose();
}
