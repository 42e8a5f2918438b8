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
        TotoOptions options = Small.Options;
        (options.Patience, options.LearningRate, options.WarmupSteps) = (1, 0.2, 0);
        var market = new MarketData(Small.Market.Series, [new DataNotice(DataIssue.Gap, 7, "A pause.")]);
        var memory = new CollectingTrainingLog();
        TrainingReport report = new TotoTrainer(options, market, memory).Train(40);
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

    private static HashSet<string> Names(TotoOptions options) =>
        [.. options.ToParameters().Select(parameter => parameter.Key), "symbol", "bars", "parameter_count"];

    private static string Record(string folder, TotoOptions options, MarketData market)
    {
        using var tracker = CairnTracker.Open(folder);
        using Run run = tracker.StartRun("toto", options.ToParameters());
        TrainingReport report = new TotoTrainer(options, market, new RunTrainingLog(run)).Train(40);
        run.Complete(report.ToSummary());
        return run.Id;
    }
}
