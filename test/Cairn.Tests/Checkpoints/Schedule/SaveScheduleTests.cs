using Cairn.Checkpoints.Schedule;
using Cairn.Storage;

namespace Cairn.Tests.Checkpoints.Schedule;

public class SaveScheduleTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Epochs_count_at_their_end_only()
    {
        var schedule = new SaveSchedule(SaveWhen.EveryEpochs(2));

        Assert.Null(schedule.Due(At(step: 10, epoch: 1, SaveOccasion.EpochEnded)));
        Assert.Equal("epoch 2", schedule.Due(At(step: 20, epoch: 2, SaveOccasion.EpochEnded)));
        Assert.Null(schedule.Due(At(step: 21, epoch: 2)));
    }

    [Fact]
    public void A_step_is_saved_once_whatever_happens_at_it()
    {
        var schedule = new SaveSchedule(SaveWhen.Any(SaveWhen.EverySteps(5), SaveWhen.OnExit));

        Assert.Null(schedule.Due(At(step: 4)));
        Assert.Equal("step 5", schedule.Due(At(step: 5)));
        Assert.Null(schedule.Due(At(step: 5, epoch: 1, SaveOccasion.EpochEnded)));
        Assert.Null(schedule.Due(At(step: 5, epoch: 1, SaveOccasion.Exit)));
        Assert.Equal("exit", schedule.Due(At(step: 6, epoch: 1, SaveOccasion.Exit)));
    }

    [Fact]
    public void Minutes_count_from_the_last_save()
    {
        var schedule = new SaveSchedule(SaveWhen.EveryMinutes(10));

        Assert.Null(schedule.Due(At(step: 1)));
        Assert.Null(schedule.Due(At(step: 2, minutes: 9.9)));
        Assert.Equal("10 minutes passed", schedule.Due(At(step: 3, minutes: 10)));
        Assert.Null(schedule.Due(At(step: 4, minutes: 19.9)));
        Assert.NotNull(schedule.Due(At(step: 5, minutes: 20)));
    }

    [Theory]
    [InlineData(MetricGoal.Minimize, 2, 1)]
    [InlineData(MetricGoal.Maximize, 1, 2)]
    public void Only_what_is_better_than_all_before_is_an_improvement(MetricGoal goal, double good, double better)
    {
        double infinite = goal == MetricGoal.Minimize ? double.NegativeInfinity : double.PositiveInfinity;
        var schedule = new SaveSchedule(SaveWhen.OnImprovement(goal), goal);

        Assert.Null(schedule.Due(At(step: 1, score: double.NaN)));
        Assert.NotNull(schedule.Due(At(step: 2, score: good)));
        Assert.Null(schedule.Due(At(step: 3, score: good)));
        Assert.Null(schedule.Due(At(step: 4, score: infinite)));
        Assert.NotNull(schedule.Due(At(step: 5, score: better)));
        Assert.Null(schedule.Due(At(step: 6, score: good)));
    }

    [Fact]
    public void A_score_counts_even_where_another_policy_had_it_saved()
    {
        var schedule = new SaveSchedule(SaveWhen.Any(SaveWhen.EverySteps(1), SaveWhen.OnImprovement()));

        Assert.Equal("step 1", schedule.Due(At(step: 1, score: 1)));
        Assert.Equal("step 2", schedule.Due(At(step: 2, score: 0.5)));
    }

    [Fact]
    public void A_resumed_training_goes_on_behind_its_checkpoint()
    {
        var schedule = new SaveSchedule(SaveWhen.Any(SaveWhen.EverySteps(5), SaveWhen.OnImprovement()));
        schedule.Resume(
            new CheckpointMetadata { CheckpointId = "m_1", ModelName = "m", CreatedUtc = Begin, Step = 5 }, bestScore: 1);

        Assert.Null(schedule.Due(At(step: 5, score: 1)));
        Assert.Null(schedule.Due(At(step: 6, score: 2)));
        Assert.NotNull(schedule.Due(At(step: 7, score: 0.5)));
    }

    private static SaveMoment At(
        long step, long epoch = 0, SaveOccasion occasion = SaveOccasion.StepEnded, double minutes = 0,
        double score = double.NaN) =>
        new(epoch, step, Begin + TimeSpan.FromMinutes(minutes), occasion, score);
}
