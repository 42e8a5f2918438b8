using System.Text.Json.Nodes;
using Cairn.Toto.Model;
using Cairn.Toto.Training;

namespace Cairn.Tests.Toto.Training.Resuming;

public class ExactResumeTests
{
    // 213 training windows, the last batch of an epoch short.
    private const int BatchSize = 50;
    private const int Batches = 5;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void From_every_point_a_training_goes_on_as_if_it_had_never_stopped(int threads)
    {
        var whole = Course.Of(Options());
        Assert.Equal((Batches + 1) * 3, whole.Points.Count);
        for (int i = 0; i < whole.Points.Count; i++)
        {
            TotoOptions options = Options();
            options.Threads = threads;
            Course.Of(options, whole.Points[i]).AssertIsTheRestOf(whole, i + 1);
        }
    }

    [Fact]
    public void Patience_and_the_best_epoch_are_not_forgotten()
    {
        TotoOptions options = Options();
        (options.Epochs, options.Patience, options.LearningRate, options.WarmupSteps) = (40, 2, 0.2, 0);
        var whole = Course.Of(options);
        Assert.Equal(StopReason.EarlyStopped, whole.Report.StopReason);
        int best = whole.Report.Best!.Epoch * (Batches + 1);
        for (int i = best - 2; i < whole.Points.Count; i++)
        {
            Course.Of(options, whole.Points[i]).AssertIsTheRestOf(whole, i + 1);
        }
    }

    [Fact]
    public void A_step_that_diverged_stays_the_last_one()
    {
        TotoOptions options = Options();
        options.LearningRate = 1e38;
        var whole = Course.Of(options);
        Assert.Equal(StopReason.Diverged, whole.Report.StopReason);
        Course.Of(options, whole.Points[^1]).AssertIsTheRestOf(whole, whole.Points.Count);
    }

    [Fact]
    public void A_cancelled_training_can_be_taken_up_with_the_weights_that_it_had()
    {
        var whole = Course.Of(Options());
        using var source = new CancellationTokenSource();
        var checkpoints = new CapturingCheckpoints
        {
            OnPoint = point => { if (point.Step == 8) { source.Cancel(); } },
        };
        new TotoTrainer(Options(), Small.Market, null, checkpoints).Train(source.Token);
        SavedTraining last = checkpoints.Saved[^1];
        Assert.Equal((8, 1, StopReason.Cancelled), (last.Step, last.Epochs, last.Stop));
        Course.Of(Options(), last).AssertIsTheRestOf(whole, Batches + 1 + 3);
    }

    [Fact]
    public void Every_step_and_every_epoch_is_a_point_and_the_last_one_says_why_it_is_the_last()
    {
        var whole = Course.Of(Options());
        Assert.Equal(
            [1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10, 10, 11, 12, 13, 14, 15, 15],
            whole.Points.Select(point => point.Step));
        Assert.Equal(whole.Report.Epochs, whole.Points.Select(point => point.Ended).OfType<EpochRecord>());
        Assert.Equal([1, 2, 3], whole.Points.Where(point => point.Ended is not null).Select(point => point.Epochs));
        Assert.All(whole.Points.SkipLast(1), point => Assert.Null(point.Stop));
        Assert.Equal(StopReason.Completed, whole.Points[^1].Stop);
    }

    [Fact]
    public void Time_before_the_interruption_counts()
    {
        var checkpoints = new CapturingCheckpoints();
        new TotoTrainer(Options(), Small.Market, null, checkpoints, time: new SteppingTime()).Train();
        SavedTraining middle = checkpoints.Saved[7];
        var elapsed = TimeSpan.Parse($"{JsonNode.Parse(middle.Text)!["progress"]!["elapsed"]}");
        Assert.True(elapsed > TimeSpan.Zero);
        TimeSpan after = Course.Of(Options(), middle).Report.Elapsed;
        Assert.InRange(after, elapsed, elapsed + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_trainer_that_has_begun_cannot_resume()
    {
        SavedTraining point = Course.Of(Options()).Points[0];
        var trainer = new TotoTrainer(Options(), Small.Market);
        trainer.Train();
        Assert.Throws<InvalidOperationException>(() => point.PutInto(trainer));
    }

    private static TotoOptions Options()
    {
        TotoOptions options = Small.Options;
        options.BatchSize = BatchSize;
        return options;
    }

    /// <summary>What a trainer told and what became of it.</summary>
    private sealed record Course(
        CollectingTrainingLog Log, List<SavedTraining> Points, TrainingReport Report, float[] Weights)
    {
        public static Course Of(TotoOptions options, SavedTraining? from = null)
        {
            var log = new CollectingTrainingLog();
            var checkpoints = new CapturingCheckpoints();
            var trainer = new TotoTrainer(options, Small.Market, log, checkpoints);
            from?.PutInto(trainer);
            TrainingReport report = trainer.Train();
            Assert.Equal(from?.Step ?? 0, log.Start!.Step);
            float[] weights = [.. trainer.Model.Parameters.SelectMany(parameter => parameter.Value.Data)];
            return new Course(log, checkpoints.Saved, report, weights);
        }

        /// <summary>All that comes after the point of that index, and nothing else.</summary>
        public void AssertIsTheRestOf(Course whole, int first)
        {
            SavedTraining[] points = [.. whole.Points.Skip(first)];
            Assert.Equal(points.Select(point => Timeless(point.Text)), Points.Select(point => Timeless(point.Text)));
            Assert.All(points.Zip(Points), pair => Assert.Equal(pair.First.Bytes, pair.Second.Bytes));
            Assert.Equal(
                whole.Log.Steps.TakeLast(Log.Steps.Count).Select(Timeless), Log.Steps.Select(Timeless));
            Assert.Equal(points.Count(point => point.Ended is null), Log.Steps.Count);
            Assert.Equal(
                points.Select(point => point.Ended).OfType<EpochRecord>().Select(Timeless),
                Log.Epochs.Select(Timeless));
            Assert.Equal(whole.Report.Epochs.Select(Timeless), Report.Epochs.Select(Timeless));
            Assert.Equal((whole.Report.StopReason, whole.Report.Baseline), (Report.StopReason, Report.Baseline));
            Assert.Equal(whole.Weights, Weights);
        }

        private static TrainingProgress Timeless(TrainingProgress step) =>
            step with { SamplesPerSecond = 0, TimeLeft = default };

        private static EpochRecord Timeless(EpochRecord epoch) =>
            epoch with { SamplesPerSecond = 0, Duration = default };

        private static string Timeless(string state)
        {
            JsonObject parts = JsonNode.Parse(state)!.AsObject();
            Remove(parts["progress"]!, "elapsed", "epoch_elapsed");
            foreach (JsonNode? epoch in parts["epochs"]!.AsArray())
            {
                Remove(epoch!, "samples_per_second", "duration");
            }

            return parts.ToJsonString();
        }

        private static void Remove(JsonNode from, params ReadOnlySpan<string> members)
        {
            foreach (string member in members)
            {
                Assert.True(from.AsObject().Remove(member));
            }
        }
    }
}
