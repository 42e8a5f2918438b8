namespace Cairn.Mlflow;

/// <summary>What makes a version of a registered model.</summary>
/// <param name="Model">The registered model, as the user named it.</param>
/// <param name="RunId">The run whose artifacts they are.</param>
/// <param name="ArtifactFolder">The folder among the run's artifacts.</param>
/// <param name="Key">
/// What tells it apart for ever: the checkpoint's id. Kept as the tag <c>cairn.checkpoint_id</c>, by which a version is found
/// again whose making was not answered.
/// </param>
/// <param name="Tags">Digest, metric and the like.</param>
/// <param name="LoggedModelId">The LoggedModel that it is; null where there is none.</param>
internal sealed record MlflowModelRegistration(
    string Model,
    string RunId,
    string ArtifactFolder,
    string Key,
    IReadOnlyList<KeyValuePair<string, string>> Tags,
    string? LoggedModelId = null);
