using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.Tests.Storage.Predictions;

public sealed class PredictionReadingTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PredictionTables _tables = new();

    [Fact]
    public void A_prediction_has_everything_that_was_recorded()
    {
        PredictionId id = _tables.Add(Minute, row =>
        {
            row.Checkpoint = "c_1";
            row.Digest = "abc";
            row.Flaws = PredictionFlaws.LookAhead;
        });
        using SqliteRunStore reader = _tables.OpenReader();

        PredictionInfo found = reader.Predictions.Find(id)!;

        Assert.Equal(id, found.Id);
        Assert.Equal(("dqn_agent", "ETH/USDT", "BUY"), (found.Model, found.Symbol, found.Action));
        Assert.Equal(0.85, found.Confidence);
        Assert.Equal([("BUY", 0.85), ("SELL", 0.15)], found.Probabilities.Select(one => (one.Key, one.Value)));
        Assert.Equal(_tables.Now - Minute, found.DecisionTime);
        Assert.Equal(TimeSpan.FromMilliseconds(2), found.RecordedTime - found.DecisionTime);
        Assert.Equal(TimeSpan.FromSeconds(-1), found.DataAsOf - found.DecisionTime);
        Assert.Equal("00112233445566778899aabbccddeeff", found.FeatureHash);
        Assert.Equal((40, 12.5, 3L << 20), (found.FeatureCount, found.ProcessingTimeMs, found.MemoryBytes));
        Assert.Equal(("c_1", "abc"), (found.CheckpointId, found.CheckpointDigest));
        Assert.Equal(PredictionFlaws.LookAhead, found.Flaws);
        Assert.Equal(PredictionState.Pending, found.State);
        Assert.Null(found.Outcome);
    }

    [Fact]
    public void What_nobody_said_is_no_number_and_no_checkpoint()
    {
        PredictionId id = _tables.Add(Minute, row => (row.Confidence, row.Probabilities) = (double.NaN, "no json"));
        _tables.Execute("UPDATE predictions SET latency_ms = NULL, data_ms = NULL");
        using SqliteRunStore reader = _tables.OpenReader();

        PredictionInfo found = reader.Predictions.Find(id)!;

        Assert.Equal((double.NaN, double.NaN), (found.Confidence, found.ProcessingTimeMs));
        Assert.Empty(found.Probabilities);
        Assert.Null(found.DataAsOf);
        Assert.Null(found.CheckpointId);
        Assert.Equal("", found.CheckpointDigest);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void A_time_that_no_calendar_has_becomes_the_nearest_one(long timeMs)
    {
        PredictionId id = _tables.Add(Minute);
        _tables.Resolve(id);
        _tables.Execute(
            "UPDATE predictions SET decided_ms = $1, recorded_ms = $1, data_ms = $1, last_seen_ms = $1", timeMs);
        _tables.Execute("UPDATE outcomes SET happened_ms = $1, received_ms = $1", timeMs);
        using SqliteRunStore reader = _tables.OpenReader();
        int year = timeMs < 0 ? 1 : 9999;

        PredictionInfo found = reader.Predictions.Find(id)!;

        Assert.Equal((year, year), (found.DecisionTime.Year, found.RecordedTime.Year));
        Assert.Equal((year, year), (found.DataAsOf!.Value.Year, found.LastSeen.Year));
        Assert.Equal((year, year), (found.Outcome!.Time.Year, found.Outcome.ReceivedTime.Year));
    }

    [Fact]
    public void The_newest_decisions_come_first_whatever_model_made_them()
    {
        _tables.Add(3 * Minute, row => row.Model = "b");
        _tables.Add(1 * Minute, row => row.Model = "a");
        _tables.Add(4 * Minute, row => row.Model = "a");
        _tables.Add(2 * Minute, row => row.Model = "c");
        using SqliteRunStore reader = _tables.OpenReader();

        Assert.Equal([2, 4, 1, 3], Numbers(reader));
        Assert.Equal([2, 4], Numbers(reader, new PredictionFilter { Limit = 2 }));
        Assert.Equal([2, 3], Numbers(reader, new PredictionFilter { Model = "a" }));
        Assert.Empty(Numbers(reader, new PredictionFilter { Model = "nobody" }));
        Assert.Empty(Numbers(reader, new PredictionFilter { Limit = -1 }));
    }

    [Fact]
    public void Of_one_millisecond_the_one_that_was_stored_last_comes_first()
    {
        _tables.Add(Minute);
        _tables.Add(Minute);
        using SqliteRunStore reader = _tables.OpenReader();

        Assert.Equal([2, 1], Numbers(reader));
    }

    [Fact]
    public void Every_field_of_a_filter_leaves_out_what_is_not_wanted()
    {
        _tables.Add(5 * Minute, row => row.Symbol = "BTC/USDT");
        _tables.Add(4 * Minute, row => row.Action = "SELL");
        _tables.Add(3 * Minute, row => (row.Checkpoint, row.Digest) = ("c_1", "before"));
        _tables.Add(2 * Minute, row => (row.Checkpoint, row.Digest) = ("c_1", "after"));
        _tables.Add(1 * Minute, row => row.Flaws = PredictionFlaws.LookAhead | PredictionFlaws.BadConfidence);
        using SqliteRunStore reader = _tables.OpenReader();

        Assert.Equal([1], Numbers(reader, new PredictionFilter { Symbol = "BTC/USDT" }));
        Assert.Equal([2], Numbers(reader, new PredictionFilter { Action = "SELL" }));
        Assert.Equal([4, 3], Numbers(reader, new PredictionFilter { CheckpointId = "c_1" }));
        Assert.Equal([5], Numbers(reader, new PredictionFilter { Flaws = PredictionFlaws.LookAhead | PredictionFlaws.Cut }));
        Assert.Empty(Numbers(reader, new PredictionFilter { Flaws = PredictionFlaws.Cut }));
        Assert.Empty(Numbers(reader, new PredictionFilter { Symbol = "never seen" }));
        Assert.Empty(Numbers(reader, new PredictionFilter { CheckpointId = "never seen" }));
    }

    [Fact]
    public void A_range_has_its_beginning_and_not_its_end()
    {
        _tables.Add(3 * Minute);
        _tables.Add(2 * Minute);
        _tables.Add(1 * Minute);
        using SqliteRunStore reader = _tables.OpenReader();
        var filter = new PredictionFilter { From = _tables.Now - (2 * Minute), Until = _tables.Now - Minute };

        Assert.Equal([2], Numbers(reader, filter));
    }

    [Fact]
    public void A_prediction_is_pending_until_its_outcome_or_its_deadline()
    {
        _tables.Declare(new ModelContract { Model = PredictionTables.Model, Horizon = Minute, Deadline = Minute });
        _tables.Add(3 * Minute);
        _tables.Resolve(_tables.Add(3 * Minute));
        _tables.Add(2 * Minute);
        _tables.Add(2 * Minute, row => row.Model = "without a contract");
        using SqliteRunStore reader = _tables.OpenReader();

        Assert.Equal([4, 3], Numbers(reader, new PredictionFilter { State = PredictionState.Pending }).OrderDescending());
        Assert.Equal([2], Numbers(reader, new PredictionFilter { State = PredictionState.Resolved }));
        Assert.Equal([1], Numbers(reader, new PredictionFilter { State = PredictionState.Expired }));
        Assert.Equal(
            [PredictionState.Expired, PredictionState.Resolved, PredictionState.Pending],
            Enumerable.Range(1, 3).Select(number => reader.Predictions.Find($"{PredictionTables.Journal}-{number}")!.State));

        _tables.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal([3, 1], Numbers(reader, new PredictionFilter { State = PredictionState.Expired }));
        Assert.Equal(PredictionState.Expired, reader.Predictions.Find($"{PredictionTables.Journal}-3")!.State);
    }

    [Fact]
    public void A_resolved_prediction_carries_its_outcome()
    {
        PredictionId id = _tables.Add(Minute);
        _tables.Resolve(id, correct: false);
        using SqliteRunStore reader = _tables.OpenReader();

        OutcomeInfo outcome = reader.Predictions.Find(id)!.Outcome!;

        Assert.Equal(id, outcome.Prediction);
        Assert.Equal(("SELL", 0.02, false), (outcome.Actual, outcome.Value, outcome.IsCorrect));
        Assert.Equal(OutcomeStatus.Applied, outcome.Status);
        Assert.Equal(_tables.Now, outcome.Time);
    }

    [Fact]
    public void A_repetition_is_found_as_the_record_that_it_is_counted_on()
    {
        PredictionId first = _tables.Add(Minute);
        var repeat = new PredictionId(PredictionTables.Journal, 77);
        _tables.Repeat(first, repeat);
        using SqliteRunStore reader = _tables.OpenReader();

        Assert.Equal(first, reader.Predictions.Find(repeat)!.Id);
        Assert.Equal(first, reader.Predictions.Find("7f3a9c01-77")!.Id);
    }

    [Fact]
    public void A_prediction_is_found_by_its_id_the_end_of_it_or_as_the_latest()
    {
        PredictionId older = _tables.Add(2 * Minute);
        PredictionId newer = _tables.Add(1 * Minute, row => row.Journal = "20260314-150100-900-00aa9c01");
        using SqliteRunStore reader = _tables.OpenReader();
        IPredictionStore predictions = reader.Predictions;

        Assert.Equal(older, predictions.Find(older.ToString())!.Id);
        Assert.Equal(older, predictions.Find("7f3a9c01-1")!.Id);
        Assert.Equal(newer, predictions.Find("9c01-2")!.Id);
        Assert.Equal(newer, predictions.Find("2")!.Id);
        Assert.Equal(newer, predictions.Find("latest")!.Id);
        foreach (string nothing in (string[])["", "-", "3", "xxx-1", "7f3a9c01-0", "7f3a9c01--1", "1-", "99999999999999999999"])
        {
            Assert.Null(predictions.Find(nothing));
        }
    }

    [Fact]
    public void An_end_of_several_ids_names_two_of_them()
    {
        _tables.Add(Minute, row => row.Number = 5);
        _tables.Add(Minute, row => (row.Number, row.Journal) = (5, "20260314-150100-900-00aa9c01"));
        using SqliteRunStore reader = _tables.OpenReader();

        ArgumentException error = Assert.Throws<ArgumentException>(() => reader.Predictions.Find("9c01-5"));

        Assert.Contains("7f3a9c01-5", error.Message, StringComparison.Ordinal);
        Assert.Contains("00aa9c01-5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_store_has_nothing_and_says_nothing_else()
    {
        using SqliteRunStore reader = _tables.OpenReader();

        Assert.Empty(reader.Predictions.List());
        Assert.Empty(reader.Predictions.ListModels());
        Assert.Empty(reader.Predictions.ListOutcomes());
        Assert.Null(reader.Predictions.Find("latest"));
        Assert.Null(reader.Predictions.FindContract("dqn_agent"));
    }

    public void Dispose() => _tables.Dispose();

    private static IEnumerable<long> Numbers(SqliteRunStore reader, PredictionFilter? filter = null) =>
        reader.Predictions.List(filter).Select(one => one.Id.Number);
}
