namespace Cairn.Toto.Training;

/// <summary>A finished epoch.</summary>
/// <param name="Epoch">Its number, counted from 1.</param>
/// <param name="TrainingLoss">Mean over its windows, each measured when it was learned from, with dropout.</param>
/// <param name="Validation">How the model did on the validation windows after it.</param>
/// <param name="IsBest">Whether no epoch before had as low a validation loss.</param>
/// <param name="SamplesPerSecond">Windows learned from per second, validation not counted.</param>
/// <param name="Duration">Training and validation.</param>
public sealed record EpochRecord(
    int Epoch, double TrainingLoss, Evaluation Validation, bool IsBest, double SamplesPerSecond, TimeSpan Duration);
