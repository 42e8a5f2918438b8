using System.Diagnostics;
using Cairn.Toto.Data;
using Cairn.Toto.Training;

namespace Cairn.Cli.Training;

/// <summary>
/// Records a training as a run. The store is opened when the training begins, so that one which cannot begin leaves
/// nothing behind. Used on the training's thread.
/// </summary>
internal sealed class RunRecorder(string folder, RunLabels labels) : ITrainingLog, IDisposable
{
    private CairnTracker? _tracker;
    private Run? _run;
    private Series? _loss;
    private Series? _gradientNorm;
    private Series? _learningRate;
    private Series? _validationLoss;
    private int _step;

    public Run Run => _run ?? throw new UnreachableException("The training has not begun.");

    public CairnHealth Health => _tracker!.Health;

    public void Started(TrainingStart start)
    {
        _tracker = CairnTracker.Open(folder);
        _run = _tracker.StartRun(labels.Experiment, Configuration(start), labels.Name);
        foreach (var (key, value) in labels.Tags) _run.SetTag(key, value);
        if (labels.Note is { } note) _run.SetNote(note);
        foreach (var notice in start.Data.Notices) _run.LogWarning(notice.ToString());
        _loss = _run.Series("train/loss");
        _gradientNorm = _run.Series("train/gradient_norm");
        _learningRate = _run.Series("train/learning_rate");
        _validationLoss = _run.Series("val/loss");
    }

    public void StepEnded(TrainingProgress progress)
    {
        _step = progress.Step;
        _loss!.Log(_step, progress.Loss);
        _gradientNorm!.Log(_step, progress.GradientNorm);
        _learningRate!.Log(_step, progress.LearningRate);
    }

    public void EpochEnded(EpochRecord epoch)
    {
        _validationLoss!.Log(_step, epoch.Validation.Loss);
        Run.LogEpochSummary(
            epoch.Epoch,
            epoch.Duration,
            ("train_loss", epoch.TrainingLoss),
            ("val_loss", epoch.Validation.Loss),
            ("val_mae", epoch.Validation.MeanAbsoluteError),
            ("val_mse", epoch.Validation.MeanSquaredError),
            ("samples_per_second", epoch.SamplesPerSecond));
        if (epoch.IsBest) Run.LogBestModel(_validationLoss.Name, epoch.Validation.Loss, epoch.Epoch);
    }

    public void Ended(TrainingReport report)
    {
        switch (report.StopReason)
        {
            case StopReason.Cancelled:
                Run.Kill("Interrupted", report.ToSummary());
                break;
            case StopReason.Diverged:
                Run.Fail("The loss or a gradient was no longer a finite number", report.ToSummary());
                break;
            case StopReason.EarlyStopped:
                Run.LogEarlyStopping(report.Epochs.Count, "The validation loss did not improve any more");
                Run.Complete(report.ToSummary());
                break;
            default:
                Run.Complete(report.ToSummary());
                break;
        }
    }

    /// <summary>Ends a run that has begun, and has not ended by itself, as failed.</summary>
    public void Fail(Exception exception) => _run?.Fail(exception);

    /// <summary>After this returns, other processes can read the run.</summary>
    public void Flush() => _tracker!.FlushAsync().GetAwaiter().GetResult();

    public void Dispose()
    {
        _run?.Dispose();
        _tracker?.Dispose();
    }

    private static IEnumerable<KeyValuePair<string, object?>> Configuration(TrainingStart start) =>
    [
        .. start.Options.ToParameters(),
        new("data", start.Data.Series.Symbol),
        new("bars", start.Data.Series.Count),
        new("training_windows", start.TrainingWindows),
        new("validation_windows", start.ValidationWindows),
        new("parameter_count", start.ParameterCount),
    ];
}
