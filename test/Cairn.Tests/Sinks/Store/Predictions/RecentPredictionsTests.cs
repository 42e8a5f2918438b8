using Cairn.Sinks.Store.Predictions;
using Cairn.Storage;

namespace Cairn.Tests.Sinks.Store.Predictions;

public sealed class RecentPredictionsTests
{
    private const int Capacity = 1 << 3;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_full_ring_compares_with_the_newest_and_has_forgotten_the_others(int seed)
    {
        var random = new Random(seed);
        var ring = new RecentPredictions(Capacity);
        var all = new List<RecentPrediction>();
        for (int id = 1; id <= 200; id++)
        {
            var prediction = new RecentPrediction(
                new RecentKey(1, random.Next(2), 0, (ulong)random.Next(3), 0),
                (ulong)random.Next(2),
                id,
                random.Next(20),
                random.Next(5) == 0 ? PredictionFlaws.Nondeterministic : PredictionFlaws.None);
            Assert.True(
                Compare(all.TakeLast(Capacity), prediction) == ring.Compare(
                    prediction.Key, prediction.Answer, prediction.DecidedMs, windowMs: 10),
                $"Seed {seed}, prediction {id}.");
            all.Add(prediction);
            ring.Add(prediction);
            ring.AddIfMissing(all[^random.Next(1, Math.Min(all.Count, Capacity) + 1)]);
        }
    }

    [Fact]
    public void A_ring_that_grows_keeps_what_it_had()
    {
        var ring = new RecentPredictions();
        for (int i = 0; i < 10_000; i++)
        {
            ring.Add(new RecentPrediction(Key(i), Answer: 7, Id: i, DecidedMs: 0, PredictionFlaws.None));
        }

        Assert.All(Enumerable.Range(0, 10_000), i => Assert.Equal(i, ring.Compare(Key(i), 7, 0, 0).First?.Id));
    }

    [Fact]
    public void An_empty_ring_can_be_used_again()
    {
        var ring = new RecentPredictions(Capacity);
        for (int i = 0; i < 3 * Capacity; i++)
        {
            ring.Clear();
            ring.Add(new RecentPrediction(Key(i), Answer: 7, Id: i, DecidedMs: 0, PredictionFlaws.None));
        }

        Assert.Null(ring.Compare(Key(0), 7, 0, 0).First);
        Assert.Equal((3 * Capacity) - 1, ring.Compare(Key((3 * Capacity) - 1), 7, 0, 0).First?.Id);
    }

    private static RecentKey Key(int hash) => new(1, 2, 3, (ulong)hash, 5);

    private static RecentComparison Compare(IEnumerable<RecentPrediction> recent, RecentPrediction prediction)
    {
        RecentPrediction[] near =
        [
            .. recent.Where(other => other.Key == prediction.Key && Math.Abs(other.DecidedMs - prediction.DecidedMs) <= 10)
                .OrderByDescending(other => other.DecidedMs).ThenBy(other => other.Id),
        ];
        return new RecentComparison(
            near.Where(other => other.Answer == prediction.Answer && other.DecidedMs <= prediction.DecidedMs)
                .Cast<RecentPrediction?>().FirstOrDefault(),
            near.Where(other => other.Answer != prediction.Answer).Cast<RecentPrediction?>().FirstOrDefault(),
            near.Any(other => other.Flaws == PredictionFlaws.Nondeterministic));
    }
}
