using Cairn.Sinks.Store.Predictions;
using Cairn.Storage;

namespace Cairn.Tests.Sinks.Store.Predictions;

/// <summary>
/// Several journals are drained in any order, each in its own. Where a prediction gets one outcome, what comes out is the
/// same.
/// </summary>
public sealed class OutcomeOrderTests
{
    private const int Journals = 3;
    private const int Predictions = 30;

    private static readonly string[] Actions = ["BUY", "SELL", "HOLD"];

    [Fact]
    public void The_order_in_which_journals_are_drained_changes_nothing()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int i = 0; i < 4; i++)
        {
            List<Action<OutcomeFixture>>[] journals = Script(random);
            (string[] Outcomes, string[] Statistics) first = Drain(journals, random);
            (string[] Outcomes, string[] Statistics) second = Drain(journals, random);

            Assert.True(first.Outcomes.Length > 10, $"seed {seed}");
            Assert.Equal($"seed {seed}\n" + string.Join('\n', first.Outcomes), $"seed {seed}\n" + string.Join('\n', second.Outcomes));
            Assert.Equal(first.Statistics, second.Statistics);
        }
    }

    /// <summary>
    /// A prediction and its repetitions are in one journal, where the first comes first. Its outcome may be in any: by its
    /// id, by the id of a repetition, or by a time that means no other. Some are before the decision and some late.
    /// </summary>
    private static List<Action<OutcomeFixture>>[] Script(Random random)
    {
        List<Action<OutcomeFixture>>[] journals = [.. Enumerable.Range(0, Journals).Select(_ => new List<Action<OutcomeFixture>>())];
        for (int i = 1; i <= Predictions; i++)
        {
            int own = random.Next(Journals);
            string name = $"j{own}";
            int number = i * 10;
            long decidedMs = (i - 15) * 7_200_000L;
            string action = Actions[random.Next(3)];
            double confidence = random.Next(10) == 0 ? double.NaN : random.NextDouble();
            double latencyMs = random.NextDouble() * 9;
            StoredPrediction stored = default;
            journals[own].Add(store => stored = store.Predict(
                number, decidedMs, action, confidence, latencyMs, journal: name, symbol: $"S{number % 20}"));
            int repeats = random.Next(3);
            for (int repeat = 1; repeat <= repeats; repeat++)
            {
                int repeated = number + repeat;
                long seenMs = decidedMs + (repeat * 60_000);
                journals[own].Add(store => store.Repeat(repeated, stored, seenMs, latencyMs: 2, name));
            }

            if (random.Next(5) > 0)
            {
                AddOutcome(journals[random.Next(Journals)], random, number + random.Next(repeats + 1), name, decidedMs, repeats);
            }
        }

        return journals;
    }

    private static void AddOutcome(
        List<Action<OutcomeFixture>> journal, Random random, int number, string name, long decidedMs, int repeats)
    {
        string actual = Actions[random.Next(3)];
        double value = random.Next(3) == 0 ? double.NaN : random.NextDouble() - 0.5;
        long happenedMs = decidedMs + random.Next(-500_000, 5_000_000);
        bool isByTime = random.Next(2) == 0;
        long timeMs = decidedMs + (random.Next(repeats + 1) * 60_000);
        string symbol = $"S{number / 10 * 10 % 20}";
        journal.Insert(random.Next(journal.Count + 1), store => Assert.True(isByTime
            ? store.ResolveAt(timeMs, actual, value, happenedMs, symbol: symbol)
            : store.Resolve(number, actual, value, happenedMs, name)));
    }

    private static (string[] Outcomes, string[] Statistics) Drain(List<Action<OutcomeFixture>>[] journals, Random random)
    {
        using var store = new OutcomeFixture();
        store.Declare(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30));
        foreach (string word in (string[])["S0", "S10", .. Actions])
        {
            store.Names.Label(word); // so that numbers of words are the same whoever comes first
        }

        foreach (string journal in (string[])["j0", "j1", "j2"])
        {
            store.Names.Source(journal);
        }

        int[] next = new int[journals.Length];
        while (next.Where((done, journal) => done < journals[journal].Count).Any())
        {
            int journal = random.Next(journals.Length);
            for (int count = random.Next(6); count > 0 && next[journal] < journals[journal].Count; count--)
            {
                journals[journal][next[journal]++](store);
            }

            store.Flush();
            if (random.Next(10) == 0)
            {
                store.Reopen();
            }
        }

        return (
            [.. store.Rows("""
                SELECT prediction, status, actual, value, is_correct, brier, log_loss,
                  (SELECT predictions.outcome = outcomes.id FROM predictions WHERE predictions.id = prediction)
                FROM outcomes ORDER BY prediction, happened_ms
                """).Select(row => string.Join('|', row))],
            store.Statistics());
    }
}
