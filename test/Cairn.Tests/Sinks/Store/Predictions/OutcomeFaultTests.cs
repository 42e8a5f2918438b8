using Cairn.Sinks.Store.Predictions;

namespace Cairn.Tests.Sinks.Store.Predictions;

/// <summary>
/// A batch that fails is rolled back, all that the writers remember is forgotten, and the batch comes again.
/// </summary>
public sealed class OutcomeFaultTests : IDisposable
{
    private readonly OutcomeFixture _store = new();

    [Fact]
    public void A_batch_that_fails_anywhere_and_comes_again_counts_once()
    {
        string[] expected = Sound();
        for (int cut = 0; cut <= Steps.Length; cut++)
        {
            using var store = new OutcomeFixture();
            FirstBatch(store);
            store.Run("BEGIN IMMEDIATE");
            foreach (Action<OutcomeFixture> step in Steps[..cut])
            {
                step(store);
            }

            store.Flush();
            store.Reopen(); // an open transaction is rolled back
            SecondBatch(store);

            Assert.Equal(expected, All(store));
        }
    }

    [Fact]
    public void An_outcome_that_waited_in_a_batch_that_failed_waits_again()
    {
        _store.Run("BEGIN IMMEDIATE");
        _store.Resolve(1);
        _store.Reopen();
        Assert.Empty(_store.Statuses());

        _store.Predict(1, 0);
        _store.Flush();

        Assert.Equal(0, _store.Sums().Resolved);
    }

    private static readonly Action<OutcomeFixture>[] Steps =
    [
        store => store.Resolve(3, "SELL"),
        store => store.Predict(2, 2000, "SELL"),
        store => store.Resolve(1, "SELL", value: 9),
        store => store.Declare(TimeSpan.FromHours(1), TimeSpan.FromHours(1)),
        store => store.Predict(3, 3000, "SELL"),
        store => store.Resolve(2, "BUY"),
        store => store.Performance.Rebuild(""),
        store => store.Resolve(2, "BUY"),
    ];

    private static void FirstBatch(OutcomeFixture store)
    {
        store.Run("BEGIN IMMEDIATE");
        store.Resolve(2, "SELL", value: 1);
        store.Predict(1, 1000);
        store.Resolve(1, "BUY", value: 4);
        store.Flush();
        store.Run("COMMIT");
    }

    private static void SecondBatch(OutcomeFixture store)
    {
        store.Run("BEGIN IMMEDIATE");
        foreach (Action<OutcomeFixture> step in Steps)
        {
            step(store);
        }

        store.Flush();
        store.Run("COMMIT");
    }

    private static string[] Sound()
    {
        using var store = new OutcomeFixture();
        FirstBatch(store);
        SecondBatch(store);
        return All(store);
    }

    private static string[] All(OutcomeFixture store) =>
    [
        .. store.Statistics(),
        .. store.Rows("SELECT * FROM outcomes ORDER BY id").Select(row => string.Join('|', row)),
        .. store.Rows("SELECT id, outcome FROM predictions ORDER BY id").Select(row => string.Join('|', row)),
    ];

    public void Dispose() => _store.Dispose();
}
