namespace Cairn.Toto.Training;

/// <summary>
/// The outcome of a training. The best epoch was chosen by the same validation windows that judge it, so its figures
/// are slightly flattering; only newer data can tell by how much.
/// </summary>
/// <param name="StopReason">Why it ended.</param>
/// <param name="Epochs">All finished epochs, in order.</param>
/// <param name="Baseline">The last close, repeated, on the validation windows.</param>
/// <param name="Elapsed">From the first batch to the end.</param>
public sealed record TrainingReport(
    StopReason StopReason, IReadOnlyList<EpochRecord> Epochs, Evaluation Baseline, TimeSpan Elapsed)
{
    /// <summary>The epoch whose weights the model has now; null when none was finished.</summary>
    public EpochRecord? Best => Epochs.LastOrDefault(epoch => epoch.IsBest);

    /// <summary>
    /// The share of the baseline's squared error that the best epoch avoids: above 0 the model is worth something, at
    /// or below 0 the last close is the better forecast. Null when no epoch was finished.
    /// </summary>
    public double? Skill => Best?.Validation.SkillOver(Baseline);

    /// <summary>The figures in the form that a run's summary takes.</summary>
    /// <returns>Such as <c>best_val_loss</c>; without those that do not exist.</returns>
    public IReadOnlyList<KeyValuePair<string, object?>> ToSummary()
    {
        List<KeyValuePair<string, object?>> summary =
        [
            new("stop_reason", StopReason.ToString()), new("epochs_run", Epochs.Count),
            new("elapsed_seconds", Elapsed.TotalSeconds), new("baseline_loss", Baseline.Loss),
            new("baseline_mae", Baseline.MeanAbsoluteError), new("baseline_mse", Baseline.MeanSquaredError),
        ];
        if (Best is { } best)
        {
            summary.AddRange(
            [
                new("best_epoch", best.Epoch), new("best_val_loss", best.Validation.Loss),
                new("best_mae", best.Validation.MeanAbsoluteError), new("best_mse", best.Validation.MeanSquaredError),
                new("skill", Skill),
            ]);
        }

        return summary;
    }
}
