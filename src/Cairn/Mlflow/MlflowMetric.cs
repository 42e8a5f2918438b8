namespace Cairn.Mlflow;

/// <summary>A point of a metric on its way to MLflow.</summary>
/// <param name="Key">The metric's name, as the user gave it.</param>
/// <param name="Point">Its value, and when.</param>
internal readonly record struct MlflowMetric(string Key, MlflowPoint Point);
