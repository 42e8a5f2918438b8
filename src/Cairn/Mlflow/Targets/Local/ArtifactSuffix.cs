namespace Cairn.Mlflow.Targets.Local;

/// <summary>What follows the URI of a run's artifacts. Stateless.</summary>
internal static class ArtifactSuffix
{
    /// <summary>Nothing when all of the run's artifacts are the model.</summary>
    public static string Of(MlflowModelRegistration registration) =>
        registration.ArtifactFolder.Trim('/').Length == 0
            ? ""
            : "/" + MlflowNames.ToArtifactPath(registration.ArtifactFolder);
}
