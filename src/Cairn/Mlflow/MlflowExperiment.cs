namespace Cairn.Mlflow;

/// <summary>A named line of work in MLflow.</summary>
/// <param name="Id">As MLflow names it: a decimal number, in a text.</param>
/// <param name="Name">Unique among experiments, deleted ones included.</param>
/// <param name="ArtifactLocation">A URI under which the artifacts of its runs are.</param>
internal sealed record MlflowExperiment(string Id, string Name, string ArtifactLocation);
