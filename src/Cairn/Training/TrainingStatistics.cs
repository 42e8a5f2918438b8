namespace Cairn;

/// <summary>A metric on the data that is trained on, and on the data that is held back.</summary>
/// <param name="Train">Of the training data.</param>
/// <param name="Validation">Of the validation data.</param>
public sealed record TrainingStatistics(MetricStatistics Train, MetricStatistics Validation);
