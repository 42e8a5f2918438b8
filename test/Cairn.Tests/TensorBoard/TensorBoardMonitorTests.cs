using Cairn.IO;
using Cairn.TensorBoard;
using Cairn.TensorBoard.Writing;
using Cairn.Tests.Sinks.TensorBoard;
using Cairn.Tests.Support;

namespace Cairn.Tests.TensorBoard;

public sealed class TensorBoardMonitorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Frequencies_decide_which_calls_write()
    {
        string[] tags = Write(new TensorBoardMonitorOptions { HistogramFrequency = 2, ImageFrequency = 3 }, monitor =>
        {
            for (int batch = 0; batch < 4; batch++)
            {
                monitor.LogTrainingMetrics(0, batch, loss: 1.0 / (batch + 1), learningRate: 0.1, accuracy: 0.5, ("mae", 2));
                monitor.LogGradients([("w", new float[] { 3, 4 })]);
                monitor.LogModelWeights([("w", new float[] { 1, 2 })]);
                monitor.LogPredictionsVersusActual([1], [1], batch);
            }
        });

        Assert.Equal(["histograms gradients/w 0", "histograms gradients/w 2"], tags.Where(tag => tag.Contains("gradients/w")));
        Assert.Equal(["histograms weights/w 0", "histograms weights/w 2"], tags.Where(tag => tag.Contains("weights/w")));
        Assert.Equal(2, tags.Count(tag => tag.StartsWith("images", StringComparison.Ordinal)));
        Assert.Equal(4, tags.Count(tag => tag.StartsWith("scalars train/gradient_norm", StringComparison.Ordinal)));
        Assert.Equal(4, tags.Count(tag => tag.StartsWith("scalars train/mae", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_turned_off_is_not_written()
    {
        var options = new TensorBoardMonitorOptions
        {
            EnableModelGraph = false,
            EnableWeightHistograms = false,
            EnableGradientHistograms = false,
        };
        string[] tags = Write(options, monitor =>
        {
            monitor.SetModel(new ModelGraph().Add(new("a", "Linear", [])), [1, 2]);
            monitor.LogGradients([("w", new float[] { 3, 4 })]);
            monitor.LogModelWeights([("w", new float[] { 1, 2 })]);
        });

        Assert.Equal(["scalars train/gradient_norm 0"], tags);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_a_problem_and_no_exception()
    {
        string file = _folder["file"];
        File.WriteAllText(file, "");
        using var monitor = new TensorBoardMonitor(new TensorBoardMonitorOptions { LogDirectory = file });

        monitor.LogTrainingMetrics(0, 0, 1);
        monitor.LogLossCurves([1], [2]);

        Assert.NotNull(monitor.Problem);
    }

    [Fact]
    public async Task What_is_logged_while_the_folder_cannot_be_made_is_written_when_it_can()
    {
        string file = _folder["tb"];
        File.WriteAllText(file, "");
        using var monitor = new TensorBoardMonitor(new TensorBoardMonitorOptions { LogDirectory = file });
        monitor.LogTrainingMetrics(0, 0, 1);
        await monitor.FlushAsync();
        Assert.NotNull(monitor.Problem);

        File.Delete(file);
        await monitor.FlushAsync();

        Assert.Null(monitor.Problem);
        Assert.Equal(["scalars train/loss 0", "scalars train/epoch 0"], Tags(monitor.LogDirectory));
    }

    [Fact]
    public void Values_of_training_and_validation_never_share_a_tag()
    {
        string[] tags = Write(new TensorBoardMonitorOptions(), monitor =>
        {
            monitor.LogTrainingMetrics(0, 0, 1, null, null, ("mae", 2), ("mae/close", 3), ("train/mse", 4));
            monitor.LogValidationMetrics(0, 1, null, ("mae", 2), ("mae/close", 3), ("val/mse", 4));
        });

        Assert.Equal(
            [
                "train/loss", "train/epoch", "train/mae", "train/mae/close", "train/mse",
                "val/loss", "val/mae", "val/mae/close", "val/mse",
            ],
            tags.Select(tag => tag.Split(' ')[1]));
    }

    [Fact]
    public void Monitors_of_one_second_have_a_folder_each()
    {
        var options = new TensorBoardMonitorOptions { LogDirectory = _folder["tb"] };
        var time = new ManualTime();
        using var first = new TensorBoardMonitor(options, PhysicalFileSystem.Instance, time);
        using var second = new TensorBoardMonitor(options, PhysicalFileSystem.Instance, time);

        Assert.Equal("training_20260314_150926", Path.GetFileName(first.LogDirectory));
        Assert.Equal("training_20260314_150926_2", Path.GetFileName(second.LogDirectory));
    }

    [Fact]
    public void Settings_that_change_later_change_nothing()
    {
        var options = new TensorBoardMonitorOptions();
        string[] tags = Write(options, monitor =>
        {
            options.HistogramFrequency = 0;
            monitor.LogModelWeights([("w", new float[] { 1, 2 })]);
        });

        Assert.Equal(["histograms weights/w 0"], tags);
    }

    [Fact]
    public void The_session_of_the_hyperparameters_ends_with_the_monitor_once()
    {
        string[] tags = Write(new TensorBoardMonitorOptions(), monitor =>
        {
            monitor.LogHyperparameters([new("lr", 0.1)]);
            monitor.Dispose();
        });

        Assert.Equal(["hparams _hparams_/session_start_info 0", "hparams _hparams_/session_end_info 0"], tags);
    }

    [Fact]
    public void Settings_that_cannot_be_used_are_all_named()
    {
        var options = new TensorBoardMonitorOptions { ExperimentName = " ", HistogramFrequency = 0, ImageFrequency = -1 };

        Assert.Equal(3, options.Validate().Count);
        Assert.Throws<ArgumentException>(() => new TensorBoardMonitor(options));
    }

    private string[] Write(TensorBoardMonitorOptions options, Action<TensorBoardMonitor> log)
    {
        options.LogDirectory = _folder["tb"];
        string directory;
        using (var monitor = new TensorBoardMonitor(options))
        {
            log(monitor);
            directory = monitor.LogDirectory;
        }

        return Tags(directory);
    }

    private static string[] Tags(string directory)
    {
        string file = Assert.Single(Directory.GetFiles(directory, EventFileName.Pattern));
        return [.. EventFileText.Read(file).Skip(1).Select(line => line.Split(':')[0])];
    }
}
