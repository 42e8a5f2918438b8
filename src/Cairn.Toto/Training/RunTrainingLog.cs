using Cairn.Toto.Data;

namespace Cairn.Toto.Training;

/// <summary>
/// Records a training in a Cairn run: parameters, data notices, a point of each series per step or epoch, best models
/// and the reason of an early end. It does not end the run; its owner does, with
/// <see cref="TrainingReport.ToSummary"/>.
/// </summary>
/// <param name="run">The run, started by its owner.</param>
public sealed class RunTrainingLog(Run run) : ITrainingLog
{
    private readonly Series _loss = run.Series("train/loss");
    private readonly Series _gradientNorm = run.Series("train/gradient_norm");
    private readonly Series _learningRate = run.Series("learning_rate");
    private readonly Series _samplesPerSecond = run.Series("samples_per_second");
    private readonly Series _validationLoss = run.Series("val/loss");
    private readonly Series _baselineLoss = run.Series("val/baseline_loss");
    private readonly Series _skill = run.Series("val/skill");
    private Evaluation? _baseline;

    /// <inheritdoc/>
    public void Started(TrainingStart start)
    {
        OhlcvSeries series = start.Data.Series;
        _baseline = start.Baseline;
        run.SetParameters(
        [
            new("symbol", series.Symbol), new("bars", series.Count),
            new("first_bar", $"{series.Times[0]:u}"), new("last_bar", $"{series.Times[^1]:u}"),
            new("training_windows", start.TrainingWindows), new("validation_windows", start.ValidationWindows),
            new("parameter_count", start.ParameterCount),
        ]);
        // A training that goes on has told of its data before.
        foreach (DataNotice notice in start.Step == 0 ? start.Data.Notices : [])
        {
            run.LogEvent("data_notice", $"{notice.Issue}: {notice}");
        }
    }

    /// <inheritdoc/>
    public void StepEnded(TrainingProgress progress)
    {
        _loss.Log(progress.Step, progress.Loss);
        _gradientNorm.Log(progress.Step, progress.GradientNorm);
        _learningRate.Log(progress.Step, progress.LearningRate);
    }

    /// <inheritdoc/>
    public void EpochEnded(EpochRecord epoch)
    {
        Evaluation validation = epoch.Validation, baseline = _baseline!;
        _validationLoss.Log(epoch.Epoch, validation.Loss);
        _baselineLoss.Log(epoch.Epoch, baseline.Loss);
        _skill.Log(epoch.Epoch, validation.SkillOver(baseline));
        _samplesPerSecond.Log(epoch.Epoch, epoch.SamplesPerSecond);
        run.LogEpochSummary(
            epoch.Epoch, epoch.Duration, ("train/loss", epoch.TrainingLoss), ("val/loss", validation.Loss));
        if (epoch.IsBest)
        {
            run.LogBestModel(_validationLoss.Name, validation.Loss, epoch.Epoch);
        }
    }

    /// <inheritdoc/>
    public void Ended(TrainingReport report)
    {
        int epochs = report.Epochs.Count;
        switch (report.StopReason)
        {
            case StopReason.EarlyStopped:
                run.LogEarlyStopping(
                    epochs, $"Training stopped early; {_validationLoss.Name} was best in epoch {report.Best?.Epoch}.");
                break;
            case StopReason.Cancelled:
                run.LogWarning($"Training was cancelled after {epochs} finished epochs.");
                break;
            case StopReason.Diverged:
                run.LogError($"Training diverged in epoch {epochs + 1}: the loss or a gradient is not a finite number. "
                    + "Lower learning_rate or gradient_clip.");
                break;
        }
    }
}
