using Cairn.Storage;
using Cairn.Tests.Support;
using Cairn.Tests.Toto.Training.Resuming;
using Cairn.Toto.Model;
using Cairn.Toto.Training;

namespace Cairn.Tests.Toto.Training;

public class TrainingMediaTests
{
    // 213 training windows make 5 batches of an epoch.
    private const int StepsOfEpoch = 5;

    [Theory]
    [InlineData(1, "6 7 8 9 10 11 12 13 14 15", "6 7 8 9 10 11 12 13 14 15")]
    [InlineData(4, "5 8 10 12 15", "8 10 12 15")]
    [InlineData(StepsOfEpoch, "10 15", "10 15")]
    public void A_training_that_goes_on_at_the_end_of_an_epoch_records_no_gradients_before_it_has_some(
        int everySteps, string weights, string gradients)
    {
        TotoOptions options = Small.Options;
        options.BatchSize = 50;
        var checkpoints = new CapturingCheckpoints();
        new TotoTrainer(options, Small.Market, null, checkpoints).Train();
        SavedTraining learned = checkpoints.Saved[StepsOfEpoch - 1];
        Assert.Equal((StepsOfEpoch, null), (learned.Step, learned.Ended));

        using var folder = new TempFolder();
        string id;
        using (var tracker = CairnTracker.Open(folder.Path))
        using (Run run = tracker.StartRun("toto"))
        {
            id = run.Id;
            var trainer = new TotoTrainer(options, Small.Market);
            learned.PutInto(trainer);
            trainer.LogMediaTo(run, everySteps);
            trainer.Train();
            run.Complete();
        }

        using IRunStore store = RunStore.Open(folder.Path);
        IReadOnlyList<MediaInfo> media = store.ListMedia(id);
        Assert.Equal(weights, Steps("weights/"));
        Assert.Equal(gradients, Steps("gradients/"));

        string Steps(string prefix) => string.Join(
            ' ',
            media.Where(one => one.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(one => one.Step).Distinct());
    }
}
