namespace Cairn.Toto.Training;

/// <summary>Where a training is, after a step.</summary>
/// <param name="Epoch">The present epoch, counted from 1.</param>
/// <param name="Epochs">How many are planned.</param>
/// <param name="Batch">The batch just learned from, counted from 1 within the epoch.</param>
/// <param name="Batches">How many an epoch has.</param>
/// <param name="Step">The same batch, counted from 1 over all epochs.</param>
/// <param name="Loss">Its training loss.</param>
/// <param name="GradientNorm">The joint norm of its gradients before clipping.</param>
/// <param name="LearningRate">The rate it was learned with.</param>
/// <param name="ValidationLoss">Of the last finished epoch; null in the first.</param>
/// <param name="SamplesPerSecond">Windows learned from per second in this epoch so far.</param>
/// <param name="TimeLeft">Until the last planned epoch ends, at the pace so far.</param>
public readonly record struct TrainingProgress(
    int Epoch, int Epochs, int Batch, int Batches, int Step, double Loss, double GradientNorm, double LearningRate,
    double? ValidationLoss, double SamplesPerSecond, TimeSpan TimeLeft);
