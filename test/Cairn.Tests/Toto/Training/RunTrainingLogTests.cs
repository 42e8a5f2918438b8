using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;
using Cairn.Toto.Data;
using Cairn.Toto.Model;
using Cairn.Toto.Training;

namespace Cairn.Tests.Toto.Training;

public class RunTrainingLogTests
{
    [Fact]
    public void A_training_is_found_in_the_store_as_it_went()
    {
        using var folder = new TempFolder();
        TotoOptions options = Small.OptionsFor(40);
        (options.Patience, options.LearningRate, options.WarmupSteps) = (1, 0.2, 0);
        var market = new MarketData(Small.Market.Series, [new DataNotice(DataIssue.Gap, 7, "A pause.")]);
        var memory = new CollectingTrainingLog();
        TrainingReport report = new TotoTrainer(options, market, memory).Train();
        string id = Record(folder.Path, options, market);

        using var store = new SqliteRunStore(folder.Path);
        Assert.Equal(memory.Steps.Select(step => step.Loss), Values("train/loss"));
        Assert.Equal(memory.Steps.Select(step => step.GradientNorm), Values("train/gradient_norm"));
        Assert.Equal(memory.Steps.Select(step => step.LearningRate), Values("learning_rate"));
        Assert.Equal(memory.Epochs.Select(epoch => epoch.Validation.Loss), Values("val/loss"));
        Assert.All(Values("val/baseline_loss"), loss => Assert.Equal(report.Baseline.Loss, loss));
        Assert.Equal(report.Epochs.Count, Values("samples_per_second").Length);
        Assert.Superset(Names(options), store.ReadParameters(id).Keys.ToHashSet());
        string[] kinds = [.. store.ReadEvents(id).Select(entry => entry.Kind)];
        Assert.Contains("data_notice", kinds);
        Assert.Contains("early_stopping", kinds);
        Assert.Equal(report.Epochs.Count(epoch => epoch.IsBest), kinds.Count(kind => kind == "best_model"));

        double[] Values(string name) =>
            [.. store.ReadRange(store.FindSeries(id, name)!).Select(point => point.Value)];
    }

    [Fact]
    public void A_resumed_training_does_not_tell_of_its_data_again()
    {
        using var folder = new TempFolder();
        var market = new MarketData(Small.Market.Series, [new DataNotice(DataIssue.Gap, 7, "A pause.")]);
        string id;
        using (var tracker = CairnTracker.Open(folder.Path))
        {
            using Run run = tracker.StartRun("toto");
            id = run.Id;
            var log = new RunTrainingLog(run);
            var baseline = new Evaluation(1, 1, 1);
            log.Started(new TrainingStart(Small.Options, market, 1, 1, 1, baseline, Step: 0));
            log.Started(new TrainingStart(Small.Options, market, 1, 1, 1, baseline, Step: 5));
            run.Complete();
        }

        using var store = new SqliteRunStore(folder.Path);
        Assert.Single(store.ReadEvents(id), entry => entry.Kind == "data_notice");
    }

    private static HashSet<string> Names(TotoOptions options) =>
        [.. options.ToParameters().Select(parameter => parameter.Key), "symbol", "bars", "parameter_count"];

    private static string Record(string folder, TotoOptions options, MarketData market)
    {
        using var tracker = CairnTracker.Open(folder);
        using Run run = tracker.StartRun("toto", options.ToParameters());
        TrainingReport report = new TotoTrainer(options, market, new RunTrainingLog(run)).Train();
        run.Complete(report.ToSummary());
        return run.Id;
    }
}
