using Cairn.Sinks.Store.Predictions;
using Cairn.Storage;

namespace Cairn.Tests.Sinks.Store.Predictions;

public class RecentPredictionsTests
{
    private const long WindowMs = 300_000;

    private static readonly RecentKey Question = new(1, 2, 3, 4, 5);

    [Fact]
    public void Of_a_question_with_ever_new_answers_only_the_latest_are_remembered()
    {
        var recent = new RecentPredictions();
        for (int i = 0; i < 100; i++)
        {
            recent.Add(new RecentPrediction(Question, (ulong)i, i + 1, i, PredictionFlaws.None));
        }

        Assert.Equal(100, recent.Compare(Question, 99, 100, WindowMs).First?.Id);
        Assert.Equal(37, recent.Compare(Question, 36, 100, WindowMs).First?.Id);
        Assert.Null(recent.Compare(Question, 35, 100, WindowMs).First);
    }

    [Fact]
    public void Ever_new_answers_to_one_question_leave_room_for_others()
    {
        var recent = new RecentPredictions(maxCount: 128);
        RecentKey other = Question with { Symbol = 9 };
        recent.Add(new RecentPrediction(other, 7, 1000, 0, PredictionFlaws.None));
        for (int i = 0; i < 10_000; i++)
        {
            recent.Add(new RecentPrediction(Question, (ulong)i, i + 1, i, PredictionFlaws.None));
        }

        Assert.Equal(1000, recent.Compare(other, 7, 10, WindowMs).First?.Id);
    }

    [Fact]
    public void Records_that_are_alike_in_half_of_their_hash_do_not_share_a_bucket()
    {
        Assert.True(Buckets(i => Question with { HashHigh = i }) > 500);
        Assert.True(Buckets(i => Question with { HashLow = i << 32 }) > 500);
        Assert.True(Buckets(i => Question with { HashLow = i | (i << 32) }) > 500);

        static int Buckets(Func<ulong, RecentKey> keyOf) =>
            Enumerable.Range(0, 1000).Select(i => keyOf((ulong)i).Bucket(1023)).Distinct().Count();
    }
}
