using Cairn.Sinks.Store.Predictions;
using Cairn.Statistics;

namespace Cairn.Tests.Sinks.Store.Predictions;

public sealed class PerformanceRebuildTests : IDisposable
{
    private const long Day = 86_400_000;

    private readonly OutcomeFixture _store = new();

    [Fact]
    public void A_rebuild_of_what_was_kept_up_changes_nothing()
    {
        int seed = Environment.TickCount;
        Fill(new Random(seed));
        string[] kept = _store.Statistics();

        _store.Performance.Rebuild("");

        Assert.True(kept.SequenceEqual(_store.Statistics()), $"seed {seed}");
        Assert.True(kept.Length > 20, $"seed {seed}");
    }

    [Fact]
    public void A_rebuild_repairs_what_is_wrong_and_missing()
    {
        int seed = Environment.TickCount;
        Fill(new Random(seed), latencyOfRepeats: double.NaN);
        string[] sound = _store.Statistics();
        _store.Run("UPDATE performance SET predictions = predictions + 1, correct = 99, actions = '{}' WHERE grain < 2");
        _store.Run("DELETE FROM performance WHERE grain = 2");
        _store.Reopen();
        Assert.False(sound.SequenceEqual(_store.Statistics()));

        _store.Performance.Rebuild("");

        Assert.True(sound.SequenceEqual(_store.Statistics()), $"seed {seed}");
    }

    [Fact]
    public void A_rebuild_after_all_is_lost_has_the_times_of_distinct_predictions()
    {
        StoredPrediction first = _store.Predict(1, 0, latencyMs: 3);
        _store.Repeat(2, first, 10, latencyMs: 5);
        _store.Flush();
        _store.Run("DELETE FROM performance");
        _store.Reopen();

        _store.Performance.Rebuild("");

        PerformanceSums sums = _store.Sums();
        Assert.Equal((2, 1, 1, 3.0), (sums.Predictions, sums.Records, sums.Latencies, sums.LatencySum));
    }

    [Fact]
    public void Rows_with_archived_predictions_stay_as_they_are()
    {
        StoredPrediction gone = _store.Predict(1, 0);
        _store.Predict(2, 1);
        _store.Predict(3, Day);
        _store.Run("DELETE FROM predictions WHERE id = $1", gone.Id);
        _store.Performance.AddArchived(gone);
        string[] kept = _store.Statistics();

        _store.Performance.Rebuild("");

        Assert.Equal(kept, _store.Statistics());
        Assert.Equal((2, 1), (_store.Sums(startMs: 0).Records, _store.Sums(startMs: 0).Archived));

        _store.Performance.RemoveArchived(gone);
        _store.Performance.Rebuild("");
        Assert.Equal((1, 0), (_store.Sums(startMs: 0).Records, _store.Sums(startMs: 0).Archived));
    }

    [Fact]
    public void A_rebuild_of_one_model_leaves_the_others_alone()
    {
        _store.Predict(1, 0);
        _store.Predict(2, 0, model: "other");
        _store.Flush();
        _store.Run("UPDATE performance SET records = 7");
        _store.Reopen();

        _store.Performance.Rebuild("other");
        _store.Performance.Rebuild("nobody");

        Assert.Equal((7, 1), (_store.Sums().Records, _store.Sums(model: "other").Records));
    }

    [Fact]
    public void What_is_not_written_yet_is_in_a_rebuild_once()
    {
        _store.Predict(1, 0);
        _store.Performance.Rebuild("");
        _store.Predict(2, 1);

        Assert.Equal(2, _store.Sums().Records);
    }

    [Fact]
    public void Rows_of_which_nothing_is_left_are_gone()
    {
        _store.Predict(1, 0);
        _store.Flush();
        _store.Run("DELETE FROM predictions");

        _store.Performance.Rebuild("");

        Assert.Empty(_store.Statistics());
    }

    private void Fill(Random random, double latencyOfRepeats = 4)
    {
        for (int i = 1; i <= 150; i++)
        {
            StoredPrediction prediction = _store.Predict(
                i * 10,
                random.NextInt64(-3 * Day, 3 * Day),
                random.Next(2) == 0 ? "BUY" : "SELL",
                random.NextDouble() * 1.1,
                random.NextDouble() * 30,
                symbol: $"S{random.Next(4)}",
                model: $"m{random.Next(2)}",
                checkpoint: random.Next(2));
            if (random.Next(3) == 0)
            {
                _store.Repeat((i * 10) + 1, prediction, prediction.DecidedMs + 5, latencyOfRepeats);
            }

            for (int outcomes = random.Next(3); outcomes > 0; outcomes--)
            {
                _store.Resolve(i * 10, random.Next(2) == 0 ? "BUY" : "", random.NextDouble() - 0.5, 4 * Day);
            }
        }
    }

    public void Dispose() => _store.Dispose();
}
