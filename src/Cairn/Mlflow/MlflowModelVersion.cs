namespace Cairn.Mlflow;

/// <summary>A version of a registered model.</summary>
/// <param name="Model">The registered model.</param>
/// <param name="Version"><c>1</c>, <c>2</c>, …</param>
/// <param name="RunId">The run that made it; empty when it is not known.</param>
/// <param name="Source">A URI under which its files are.</param>
/// <param name="Aliases">Names that point at it: <c>champion</c>.</param>
/// <param name="Tags">What was said of it.</param>
internal sealed record MlflowModelVersion(
    string Model,
    string Version,
    string RunId,
    string Source,
    IReadOnlyList<string> Aliases,
    IReadOnlyDictionary<string, string> Tags);
