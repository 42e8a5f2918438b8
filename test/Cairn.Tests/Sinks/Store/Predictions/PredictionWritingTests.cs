using Cairn.Inference;
using Cairn.Journal;
using Cairn.Sinks;
using Cairn.Sinks.Store.Predictions;
using Cairn.Storage;

namespace Cairn.Tests.Sinks.Store.Predictions;

public sealed class PredictionWritingTests : IDisposable
{
    private readonly PredictionStoreFixture _fixture = new();
    private readonly PredictingJournal _journal = new();

    [Fact]
    public void A_prediction_comes_back_with_all_that_was_said_of_it()
    {
        var asked = new Asked
        {
            Probabilities = [("BUY", 0.85), ("SELL", 0.1), ("HOLD", 0.05)],
            Digest = "ab12",
            DataMs = BatchBuilder.BaseTimeMs - 60_000,
            Flaws = PredictionFlaws.LookAhead,
        };
        _fixture.Write(_journal, asked);

        Assert.Equal(
            ["journal-1-1|2027-01-15 08:00:00|dqn_agent|ETH/USDT|BUY|0.85|{\"BUY\":0.85,\"SELL\":0.1,\"HOLD\":0.05}"
                + "|3|12.5|1|dqn_agent_1|ab12|0|2027-01-15 08:00:00|2027-01-15 07:59:00|2027-01-15 08:00:00|32|||"],
            _fixture.Rows("""
                SELECT id, timestamp, model_name, symbol, action, confidence, probabilities, feature_count,
                  processing_time_ms, memory_usage_mb, checkpoint_id, checkpoint_digest, repeat_count, last_seen,
                  data_as_of, recorded_at, flaws, actual, outcome_value, is_correct
                FROM inference_records
                """));
    }

    [Fact]
    public void The_hash_of_the_features_is_in_the_database_as_other_programs_print_it()
    {
        (ulong low, ulong high) = FeatureHash.Of([0, 0, 128, 63]);
        _fixture.Write(_journal, new Asked { Features = [1f] });

        Assert.Equal([$"{low:x16}{high:x16}"], _fixture.Rows("SELECT input_features_hash FROM inference_records"));
    }

    [Fact]
    public void What_is_no_number_is_null_and_what_was_not_said_is_empty()
    {
        _fixture.Write(_journal, new Asked
        {
            Confidence = double.NaN,
            LatencyMs = double.NaN,
            Checkpoint = null,
            Probabilities = [("BUY", double.NaN), ("SELL", double.PositiveInfinity), ("a\"ü", 1e-7)],
            Features = [],
        });
        _fixture.Write(_journal, new Asked { Probabilities = [] });

        Assert.Equal(
            ["0||{\"BUY\":null,\"SELL\":null,\"a\\u0022\\u00FC\":1E-07}|||0", "1|0.85|{}||12.5|3"],
            _fixture.Rows("""
                SELECT checkpoint, confidence, probabilities, data_ms, latency_ms, feature_count FROM predictions ORDER BY id
                """));
    }

    [Fact]
    public void Many_long_probabilities_are_valid_JSON()
    {
        (string, double)[] probabilities =
            [.. Enumerable.Range(0, 64).Select(i => ($"{new string('x', 190)}{i}", -2.2250738585072014E-308))];
        _fixture.Write(_journal, new Asked { Probabilities = probabilities });

        Assert.Equal(
            ["1|64|-2.2250738585072014E-308"],
            _fixture.Rows("""
                SELECT json_valid(probabilities), count(*), min(value) FROM predictions, json_each(probabilities)
                """));
    }

    [Fact]
    public void Words_and_checkpoints_have_one_number_whichever_journal_they_come_from()
    {
        var other = new PredictingJournal("journal-2");
        other.Word("something before");
        _fixture.Write(_journal, new Asked(), new Asked { Features = [9], Digest = "altered" });
        _fixture.Write(other, new Asked { Features = [8] });
        _fixture.Store.Restart();
        _fixture.Write(other, new Asked { Features = [7], Digest = "altered" });

        Assert.Equal(["BUY", "ETH/USDT", "SELL", "dqn_agent"], _fixture.Rows("SELECT text FROM labels ORDER BY text"));
        Assert.Equal(["", "altered"], _fixture.Rows("SELECT digest FROM prediction_checkpoints ORDER BY id"));
        Assert.Equal(["1|1|1", "1|2|2", "2|1|1", "2|2|2"], _fixture.Rows("""
            SELECT id >> 40, id & 1099511627775, checkpoint FROM predictions ORDER BY id
            """));
    }

    [Fact]
    public void Half_a_character_in_a_name_is_replaced_and_stops_nothing()
    {
        _fixture.Write(_journal, new Asked { Action = "BUY\ud83d", Probabilities = [("BUY\ud83d", 1)] });
        _fixture.Store.Restart();
        _fixture.Write(_journal, new Asked { Action = "BUY\ufffd", Probabilities = [] });

        Assert.Equal(
            ["BUY\ufffd|{\"BUY\\uFFFD\":1}", "BUY\ufffd|{}"],
            _fixture.Rows("SELECT action, probabilities FROM inference_records ORDER BY id"));
        Assert.Equal(["1"], _fixture.Rows("SELECT count(*) FROM labels WHERE text LIKE 'BUY%'"));
    }

    [Theory]
    [InlineData("dqn_agent")]
    [InlineData("ETH/USDT")]
    [InlineData("BUY")]
    [InlineData("SELL")]
    public void A_prediction_with_a_word_that_is_lost_is_counted_and_not_kept(string lost)
    {
        BatchBuilder batch = _journal.Batch(new Asked());
        _journal.Journal.ForgetLabel(_journal.Word(lost));
        _fixture.Store.Write(_journal.Journal, batch);

        Assert.Equal((0, 0, 1), Counts());
        Assert.Equal(["0"], _fixture.Rows("SELECT count(*) FROM predictions"));
    }

    [Fact]
    public void A_number_that_does_not_fit_is_counted_as_damaged()
    {
        _fixture.Write(
            _journal,
            new Asked { Number = PredictionKeys.MaxNumber },
            new Asked { Number = PredictionKeys.MaxNumber + 1, Features = [5] });

        Assert.Equal((1, 1, 0), Counts());
    }

    [Fact]
    public void An_id_that_is_taken_is_counted_as_damaged_and_what_follows_is_stored()
    {
        _fixture.Write(
            _journal,
            new Asked { Number = 1 },
            new Asked { Number = 1 },
            new Asked { Number = 1, Features = [5] },
            new Asked { Number = 1, Features = [] },
            new Asked { Number = 2 },
            new Asked { Number = 2 },
            new Asked { Number = 3, Features = [6] });

        Assert.Equal((3, 4, 0), Counts());
        Assert.Equal(["1|1", "3|0"], _fixture.Rows("""
            SELECT id & 1099511627775, repeat_count FROM predictions ORDER BY id
            """));
    }

    [Fact]
    public void A_record_whose_lengths_do_not_fit_is_counted_as_damaged()
    {
        _fixture.Store.Write(_journal.Journal, _journal.Batch(new Asked()).Frame(RecordKind.Prediction, new byte[104]));

        Assert.Equal((1, 1, 0), Counts());
    }

    public void Dispose() => _fixture.Dispose();

    private (long Stored, long Damaged, long Undefined) Counts()
    {
        SinkProgress progress = _fixture.ProgressOf(_journal);
        return (progress.Stored, progress.Damaged, progress.Undefined);
    }
}
