namespace Cairn.Mlflow;

/// <summary>Data that a run was given.</summary>
/// <param name="Name">As <c>EURUSD-1h</c>.</param>
/// <param name="Digest">Of the content; MLflow takes at most 36 characters.</param>
/// <param name="Source">Where it came from: a path or an address.</param>
/// <param name="Context">What for: <c>training</c>, <c>validation</c>.</param>
/// <param name="SchemaJson">Columns, as MLflow writes them; null when it is not known.</param>
/// <param name="ProfileJson">Counts and figures, a JSON object; null when it is not known.</param>
internal sealed record MlflowDataset(
    string Name,
    string Digest,
    string Source,
    string Context = "training",
    string? SchemaJson = null,
    string? ProfileJson = null);
