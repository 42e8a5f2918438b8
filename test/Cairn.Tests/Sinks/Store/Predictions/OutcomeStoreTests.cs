using Cairn.Journal;
using Cairn.Recording;
using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.Tests.Sinks.Store.Predictions;

/// <summary>Predictions and outcomes on their whole way, from the frames of journals to what readers see.</summary>
public sealed class OutcomeStoreTests
{
    private const int Batches = 8;
    private const int BatchSize = 20;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Journals_that_are_drained_in_another_order_leave_the_same(int seed)
    {
        List<string> predictionsFirst = Drain(seed, (predictions, outcomes) => [.. predictions, .. outcomes]);
        List<string> outcomesFirst = Drain(seed, (predictions, outcomes) => [.. outcomes, .. predictions]);
        List<string> inTurn = Drain(
            seed,
            (predictions, outcomes) => outcomes.Zip(predictions).SelectMany(pair => new[] { pair.First, pair.Second }));

        Assert.Contains(predictionsFirst, line => line.Contains("Applied", StringComparison.Ordinal));
        Assert.Contains(predictionsFirst, line => line.Contains("Late", StringComparison.Ordinal));
        Assert.Equal(predictionsFirst, outcomesFirst);
        Assert.Equal(predictionsFirst, inTurn);
    }

    [Fact]
    public void A_rebuild_of_what_was_drained_changes_nothing()
    {
        using var fixture = new PredictionStoreFixture();
        Fill(fixture, seed: 4, (predictions, outcomes) => [.. predictions, .. outcomes]);
        List<string> kept = Figures(fixture);
        string[] rows = fixture.Rows("SELECT * FROM performance");

        TestJournal journal = new("rebuilding");
        fixture.Store.Write(journal, journal.Batch().Text(RecordKind.PerformanceRebuild, 0, ""));

        Assert.Equal(rows, fixture.Rows("SELECT * FROM performance"));
        Assert.Equal(kept, Figures(fixture));
    }

    [Fact]
    public void An_outcome_that_makes_no_sense_counts_as_damaged()
    {
        using var fixture = new PredictionStoreFixture();
        var journal = new TestJournal("j");
        fixture.Store.Write(
            journal,
            journal.Batch().Text(RecordKind.Outcome, 0, "no id", "", "", "BUY").Text(RecordKind.ModelContract, 0, "m", "{"));

        Assert.Equal((0, 2), (fixture.Store.Sink.ProgressOf(journal).Stored, fixture.Store.Sink.ProgressOf(journal).Damaged));
    }

    private static List<string> Drain(int seed, Func<IEnumerable<Action>, IEnumerable<Action>, IEnumerable<Action>> order)
    {
        using var fixture = new PredictionStoreFixture();
        Fill(fixture, seed, order);
        return Figures(fixture);
    }

    /// <summary>One journal predicts and repeats itself, another resolves: by id, by the id of a repetition, by time.</summary>
    private static void Fill(
        PredictionStoreFixture fixture, int seed, Func<IEnumerable<Action>, IEnumerable<Action>, IEnumerable<Action>> order)
    {
        var random = new Random(seed);
        var predicting = new PredictingJournal("predicting");
        var resolving = new TestJournal("resolving");
        var predictions = new List<Action>();
        var outcomes = new List<Action>();
        long number = 0;
        for (int i = 0; i < Batches; i++)
        {
            Asked[] asked = [.. Enumerable.Range(0, BatchSize).Select(j => Ask(random, (i * BatchSize) + j))];
            List<Action<BatchBuilder>> records = [.. asked.SelectMany(one => Resolve(random, one, ++number))];
            predictions.Add(() => fixture.Write(predicting, asked));
            outcomes.Add(() =>
            {
                BatchBuilder batch = resolving.Batch();
                records.ForEach(record => record(batch));
                fixture.Store.Write(resolving, batch);
            });
        }

        TestJournal declaring = new("declaring");
        var contract = new ModelContract { Model = "dqn_agent", Horizon = TimeSpan.FromHours(1), Deadline = TimeSpan.Zero };
        fixture.Store.Write(
            declaring,
            declaring.Batch().Text(RecordKind.ModelContract, 0, contract.Model, ModelContractJson.Write(contract)));
        foreach (Action write in order(predictions, outcomes))
        {
            write();
        }
    }

    /// <summary>Each asks something new, a minute later; each third only repeats the one before.</summary>
    private static Asked Ask(Random random, int index) => new()
    {
        DecidedMs = (index - (index % 3 == 2 ? 1 : 0)) * 60_000L,
        Features = [index - (index % 3 == 2 ? 1 : 0)],
        Confidence = 0.75,
        Action = "BUY",
        LatencyMs = random.Next(1, 50),
    };

    private static IEnumerable<Action<BatchBuilder>> Resolve(Random random, Asked asked, long number)
    {
        // The first of two that are one gets an outcome, the other none; so each prediction has at most one.
        if ((number - 1) % 3 == 2 || random.Next(4) == 0)
        {
            yield break;
        }

        bool isByTime = random.Next(2) == 0;
        long decidedMs = BatchBuilder.BaseTimeMs + asked.DecidedMs;
        TextRecordHeader header = TextRecordHeader.Of(0) with
        {
            Step = decidedMs + random.Next(4_500_000),
            Value = random.Next(3) == 0 ? double.NaN : random.Next(-5, 6),
        };
        string actual = random.Next(2) == 0 ? "BUY" : "SELL";
        bool isRepeated = (number - 1) % 3 == 1;
        long meant = isRepeated && random.Next(2) == 0 ? number + 1 : number;
        yield return batch => batch.Text(
            RecordKind.Outcome,
            0,
            header,
            isByTime ? OutcomeReference.At(decidedMs) : $"predicting-{meant}",
            isByTime ? asked.Model : "",
            isByTime ? asked.Symbol : "",
            actual);
    }

    private static List<string> Figures(PredictionStoreFixture fixture)
    {
        using SqliteRunStore reader = fixture.Store.OpenReader();
        return
        [
            .. reader.Predictions.ListOutcomes().Select(one =>
                $"{one.Prediction} {one.Status} {one.Actual} {one.Value} {one.Time:O} {one.IsCorrect}").Order(),
            .. fixture.Rows(
                "SELECT grain, start_ms, predictions, records, latencies, latency_sum, round(p95_ms, 6), resolved, judged, "
                + "correct, valued, value_sum, scored, round(brier_sum, 6), round(log_loss_sum, 6), "
                + "round(calibration_error, 6), actions FROM performance ORDER BY grain, start_ms"),
        ];
    }
}
