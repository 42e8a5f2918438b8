using Cairn.Journal;
using Cairn.Sinks;
using Cairn.Sinks.Store;

namespace Cairn.Tests.Sinks.Store.Predictions;

/// <summary>A batch that fails in the middle leaves nothing, and gives the same rows when it is taken again.</summary>
public sealed class PredictionFaultTests
{
    private const int Batches = 12;
    private const int BatchSize = 30;

    /// <summary>Every table that predictions write, in full.</summary>
    private static readonly string[] Tables =
    [
        "labels", "prediction_sources", "prediction_checkpoints", "predictions", "prediction_repeats", "prediction_feeds",
        "prediction_inputs", "events",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_failure_anywhere_in_a_batch_changes_nothing_of_what_is_stored_in_the_end(int seed)
    {
        Assert.Equal(Dump(seed, fails: false), Dump(seed, fails: true));
    }

    private static List<string> Dump(int seed, bool fails)
    {
        using var fixture = new PredictionStoreFixture();
        var script = new RandomAsked(new Random(seed));
        var journal = new PredictingJournal();
        var catalog = new FailingCatalog(journal.Journal);
        int failures = 0;
        for (int i = 0; i < Batches; i++)
        {
            Asked[] asked = [.. Enumerable.Range(0, BatchSize).Select(_ => script.Next())];
            asked[BatchSize / 2] = asked[BatchSize / 2] with { Symbol = $"new in the middle of batch {i}" };
            JournalBatch batch = journal.Batch(asked).Build();
            for (int failAt = 1; fails && TryFail(fixture.Store.Sink, catalog, batch, failAt); failAt++)
            {
                failures++;
                Assert.Equal(i * BatchSize, fixture.ProgressOf(journal).Stored);
            }

            catalog.FailAt = 0;
            fixture.Store.Sink.Write(catalog, batch);
        }

        Assert.Equal(fails, failures > 3 * Batches);
        return [.. Tables.SelectMany(table => fixture.Rows($"SELECT '{table}', * FROM {table} ORDER BY 2, 3"))];
    }

    /// <summary>False when the batch asks less often, and so was stored.</summary>
    private static bool TryFail(StoreSink sink, FailingCatalog catalog, in JournalBatch batch, int failAt)
    {
        catalog.FailAt = failAt;
        JournalBatch tried = batch;
        return Record.Exception(() => sink.Write(catalog, tried)) is SinkUnavailableException;
    }
}
