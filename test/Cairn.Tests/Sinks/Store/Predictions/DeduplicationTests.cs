using Cairn.Storage;

namespace Cairn.Tests.Sinks.Store.Predictions;

public sealed class DeduplicationTests : IDisposable
{
    private const int Minute = 60_000;

    private readonly PredictionStoreFixture _fixture = new();
    private readonly PredictingJournal _journal = new();
    private readonly PredictingJournal _other = new("journal-2");

    [Fact]
    public void The_same_again_within_the_window_is_counted_on_the_first()
    {
        _fixture.Write(_journal, At(0), At(1), At(5 * Minute));

        Assert.Equal(["1|2|300000"], Counts());
        Assert.Equal(["1-2|1", "1-3|1"], Repeats());
    }

    [Fact]
    public void The_window_begins_with_the_first_and_not_with_the_last()
    {
        _fixture.Write(_journal, At(0), At(4 * Minute), At((5 * Minute) + 1), At(9 * Minute));

        Assert.Equal(["1|1|240000", "3|1|540000"], Counts());
    }

    [Fact]
    public void Whatever_else_differs_it_is_another_prediction()
    {
        _fixture.Write(
            _journal,
            At(0),
            At(1) with { Model = "other" },
            At(2) with { Symbol = "BTC/USDT" },
            At(3) with { Checkpoint = "dqn_agent_2" },
            At(4) with { Checkpoint = null },
            At(5) with { Digest = "altered" },
            At(6) with { Features = [1, 2, 4] });

        Assert.Equal(7, Counts().Length);
        Assert.All(Counts(), row => Assert.Contains("|0|", row, StringComparison.Ordinal));
        Assert.Empty(_fixture.Alarms());
    }

    [Fact]
    public void Processing_time_and_data_time_do_not_make_another_answer()
    {
        _fixture.Write(_journal, At(0), At(1) with { LatencyMs = 99, DataMs = 5 });

        Assert.Equal(["1|1|1"], Counts());
    }

    [Fact]
    public void Without_features_or_without_a_window_everything_is_kept()
    {
        _fixture.Write(
            _journal,
            At(0) with { Features = [] },
            At(1) with { Features = [] },
            At(2) with { WindowMs = 0 },
            At(3) with { WindowMs = 0 });

        Assert.Equal(4, Counts().Length);
    }

    [Fact]
    public void What_was_kept_without_a_window_may_be_repeated_by_what_has_one()
    {
        _fixture.Write(_journal, At(0) with { WindowMs = 0 }, At(0) with { WindowMs = 0 }, At(1));

        Assert.Equal(["1|1|1", "2|0|0"], Counts());
    }

    [Fact]
    public void An_answer_that_is_no_number_can_be_repeated()
    {
        Asked strange = At(0) with { Confidence = double.NaN, Probabilities = [("BUY", double.NaN)] };
        _fixture.Write(_journal, strange);
        _fixture.Store.Restart();
        _fixture.Write(_journal, strange with { DecidedMs = 1 }, At(2) with { Confidence = -0.0, Features = [3] });
        _fixture.Store.Restart();
        _fixture.Write(_journal, At(3) with { Confidence = 0.0, Features = [3] });

        Assert.Equal(["1|1|1", "3|1|3"], Counts());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Another_process_goes_on_counting_on_the_first(bool restarts)
    {
        _fixture.Write(_journal, At(0));
        Restart(restarts);
        _fixture.Write(_other, At(Minute));
        Restart(restarts);
        _fixture.Write(_journal, At(2 * Minute));

        Assert.Equal(["1|2|120000"], Counts());
        Assert.Equal(["1-2|1", "2-1|1"], Repeats());
    }

    /// <summary>
    /// Journals are taken one after the other, so an older record may come later. It is no repetition of what was
    /// decided after it: it is a first one of its own, and the earlier of two may be the one that came last.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_decided_before_the_first_is_kept(bool restarts)
    {
        _fixture.Write(_journal, At(2 * Minute));
        Restart(restarts);
        _fixture.Write(_other, At(Minute), At(Minute + 1));
        Restart(restarts);
        _fixture.Write(_other, At(3 * Minute), At((6 * Minute) + 1), At((7 * Minute) + 1));

        Assert.Equal(["1|2|360001", "1|1|60001", "5|0|420001"], Counts());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Old_and_new_times_of_one_model_in_turns_are_both_compared(bool restarts)
    {
        const long YearMs = 365L * 24 * 60 * Minute;
        for (int i = 0; i < 4; i++)
        {
            _fixture.Write(_journal, At(i * Minute));
            Restart(restarts);
            _fixture.Write(_other, At((i * Minute) - YearMs));
            Restart(restarts);
        }

        Assert.Equal([$"1|3|{3 * Minute}", $"1|3|{(3 * Minute) - YearMs}"], Counts());
    }

    [Fact]
    public void More_than_a_ring_holds_loses_no_record()
    {
        const int Predictions = 5_000;
        for (int round = 0; round < 2; round++)
        {
            int first = round;
            _fixture.Write(_journal, [.. Enumerable.Range(0, Predictions).Select(i => At(first) with { Features = [i, 0] })]);
        }

        Assert.Equal([$"{Predictions}|{Predictions}"], _fixture.Rows("SELECT count(*), sum(repeat_count) FROM predictions"));
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

    /// <summary>Number, repetitions, last time seen.</summary>
    private string[] Counts() => _fixture.Rows($"""
        SELECT id & 1099511627775, repeat_count, last_seen_ms - {BatchBuilder.BaseTimeMs} FROM predictions ORDER BY id
        """);

    private string[] Repeats() => _fixture.Rows("""
        SELECT (id >> 40) || '-' || (id & 1099511627775), first & 1099511627775 FROM prediction_repeats ORDER BY id
        """);
}
