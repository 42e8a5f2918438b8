using Cairn.Sinks.Store.Predictions;
using Cairn.Storage;

namespace Cairn.Tests.Sinks.Store.Predictions;

public sealed class PredictionAlarmTests : IDisposable
{
    private const int Minute = 60_000;

    private readonly PredictionStoreFixture _fixture = new();
    private readonly PredictingJournal _journal = new();

    public static TheoryData<bool> Restarting => [false, true];

    [Fact]
    public void Another_answer_to_the_same_question_is_kept_marked_and_said_once()
    {
        _fixture.Write(
            _journal,
            At(0),
            At(1) with { Action = "SELL", Confidence = 0.6 },
            At(2) with { Action = "HOLD", Confidence = 0.5 },
            At(3) with { Action = "SELL", Confidence = 0.6 },
            At(4));

        Assert.Equal(["1|0|1", "2|256|1", "3|256|0"], Rows());
        Assert.Equal(
            ["nondeterministic: dqn_agent [dqn_agent_1] for ETH/USDT answered SELL (0.600) (prediction journal-1-2) to "
                + "features that it had answered with BUY (0.850) (prediction journal-1-1). Look for dropout or sampling "
                + "left on, or for state that is not a feature."],
            _fixture.Alarms());
        Assert.Equal(
            [$"{BatchBuilder.BaseTimeMs + 2}|3|"], _fixture.Rows("SELECT time_ms, level, data FROM events"));
    }

    [Fact]
    public void Each_part_of_the_answer_counts()
    {
        _fixture.Write(
            _journal,
            At(0),
            At(1) with { Action = "SELL" },
            At(2) with { Confidence = 0.85000001 },
            At(3) with { Probabilities = [("BUY", 0.85)] },
            At(4) with { Probabilities = [("SELL", 0.15), ("BUY", 0.85)] });

        Assert.Equal(["1|0|0", "2|256|0", "3|256|0", "4|256|0", "5|256|0"], Rows());
    }

    [Theory]
    [MemberData(nameof(Restarting))]
    public void A_contradiction_is_noticed_across_processes_in_either_order(bool restarts)
    {
        var other = new PredictingJournal("journal-2");
        _fixture.Write(_journal, At(Minute));
        Restart(restarts);
        _fixture.Write(other, At(0) with { Action = "SELL" });
        Restart(restarts);
        _fixture.Write(other, At(2 * Minute) with { Action = "HOLD" });

        Assert.Equal(["1|0|0", "1|256|0", "2|256|0"], Rows());
        Assert.Single(_fixture.Alarms());
    }

    [Theory]
    [MemberData(nameof(Restarting))]
    public void A_contradiction_behind_the_window_is_none_and_a_later_one_is_said_again(bool restarts)
    {
        _fixture.Write(_journal, At(0));
        Restart(restarts);
        _fixture.Write(_journal, At((5 * Minute) + 1) with { Action = "SELL" });
        Restart(restarts);
        _fixture.Write(_journal, At(6 * Minute));
        Restart(restarts);
        _fixture.Write(_journal, At(20 * Minute), At(21 * Minute) with { Action = "SELL" });

        Assert.Equal(["1|0|0", "2|0|0", "3|256|0", "4|0|0", "5|256|0"], Rows());
        Assert.Equal(2, _fixture.Alarms().Length);
    }

    [Theory]
    [MemberData(nameof(Restarting))]
    public void Another_number_of_features_is_marked_and_said(bool restarts)
    {
        _fixture.Write(_journal, At(0) with { Features = [1] }, At(1) with { Features = [] });
        Restart(restarts);
        _fixture.Write(_journal, At(2) with { Features = [1, 2] }, At(3) with { Features = [2, 2] });
        Restart(restarts);
        _fixture.Write(_journal, At(4) with { Features = [1, 2, 3], Checkpoint = "dqn_agent_2" });

        Assert.Equal(["1|0|0", "2|0|0", "3|512|0", "4|0|0", "5|0|0"], Rows());
        Assert.Equal(
            ["feature_count_changed: dqn_agent [dqn_agent_1] for ETH/USDT was given 2 features after 1 (prediction "
                + "journal-1-3). Look for a column that appeared or got lost on the way to the model."],
            _fixture.Alarms());
    }

    [Theory]
    [MemberData(nameof(Restarting))]
    public void Two_callers_with_different_features_raise_one_alarm_in_a_while(bool restarts)
    {
        for (int i = 0; i < 12; i++)
        {
            _fixture.Write(_journal, At(i * Minute) with { Features = new float[1 + (i % 2)], WindowMs = 0 });
            Restart(restarts);
        }

        Assert.Equal(11, Rows().Count(row => row.Contains("|512|", StringComparison.Ordinal)));
        Assert.Equal(3, _fixture.Alarms().Length);
    }

    [Theory]
    [MemberData(nameof(Restarting))]
    public void A_feed_that_stands_still_is_marked_until_it_moves_and_both_are_said_once(bool restarts)
    {
        for (int i = 0; i < 12; i++)
        {
            _fixture.Write(_journal, At(2 * i * Minute));
            Restart(restarts);
        }

        _fixture.Write(_journal, At(23 * Minute), At((24 * Minute) + 1), At(25 * Minute) with { Features = [7, 7, 7] });

        Assert.Equal(["1|0|2", "4|0|2", "7|0|2", "10|1024|3", "14|1024|0", "15|0|0"], Rows());
        Assert.Equal(
            [
                "frozen_feed: dqn_agent [dqn_agent_1] for ETH/USDT was given the same features 10 times since 2027-01-15 "
                    + "08:00:00 (the last is prediction journal-1-10). Look whether its feed stands still.",
                "feed_moves_again: dqn_agent [dqn_agent_1] for ETH/USDT is given other features again (prediction "
                    + "journal-1-15), after the same 14 times since 2027-01-15 08:00:00.",
            ],
            _fixture.Alarms());
    }

    [Fact]
    public void Neither_many_calls_in_a_short_time_nor_few_in_a_long_one_are_a_feed_that_stands_still()
    {
        long lastMs = FeedWatch.FrozenMs - 1;
        for (int i = 0; i < 50; i++)
        {
            _fixture.Write(_journal, At(lastMs * i / 49));
        }

        for (int i = 0; i < FeedWatch.FrozenCalls - 1; i++)
        {
            _fixture.Write(_journal, At(i * 60 * Minute) with { Symbol = "BTC/USDT" });
        }

        Assert.Empty(_fixture.Alarms());
    }

    [Fact]
    public void An_older_decision_of_another_process_neither_begins_nor_ends_a_freeze()
    {
        var other = new PredictingJournal("journal-2");
        for (int i = 0; i < FeedWatch.FrozenCalls; i++)
        {
            _fixture.Write(_journal, At(2 * i * Minute));
            _fixture.Write(other, At(((2 * i) - 1) * Minute) with { Features = [i, 5, 5] });
        }

        Assert.Equal(["frozen_feed"], _fixture.Rows("SELECT kind FROM events"));
    }

    [Fact]
    public void A_feed_that_stands_still_at_a_time_that_no_calendar_has_is_said_too()
    {
        for (int i = 0; i < FeedWatch.FrozenCalls; i++)
        {
            _fixture.Write(_journal, At((long.MaxValue / 2) + (2 * i * Minute)));
        }

        Assert.Contains("since 9999-12-31 23:59:59", Assert.Single(_fixture.Alarms()), StringComparison.Ordinal);
    }

    [Fact]
    public void Alarms_that_are_the_whole_of_time_apart_are_both_said()
    {
        _fixture.Write(_journal, At(0) with { Features = [1] });
        _fixture.Write(_journal, At(-BatchBuilder.BaseTimeMs - 1) with { Features = [1, 2] });
        _fixture.Write(_journal, At(long.MaxValue - BatchBuilder.BaseTimeMs) with { Features = [1, 2, 3] });

        Assert.Equal([long.MinValue, 0], _fixture.Rows("SELECT time_ms FROM events ORDER BY 1").Select(long.Parse));
    }

    public void Dispose() => _fixture.Dispose();

    private static Asked At(long decidedMs) => new() { DecidedMs = decidedMs };

    private void Restart(bool restarts)
    {
        if (restarts)
        {
            _fixture.Store.Restart();
        }
    }

    /// <summary>Number, flaws, repetitions.</summary>
    private string[] Rows() =>
        _fixture.Rows("SELECT id & 1099511627775, flaws, repeat_count FROM predictions ORDER BY id");
}
