namespace Cairn.Mlflow.Targets.Local;

/// <summary>The faults that both local targets know. Stateless.</summary>
internal static class LocalFaults
{
    public static MlflowException NoRun(string location, string runId) =>
        Missing(location, $"{location} has no run {runId}.");

    public static MlflowException DeletedRun(string location, string runId) => new(
        "mlflow.refused",
        location,
        $"The run {runId} in {location} was deleted, so that nothing can be added to it. Restore it in MLflow first.",
        isTransient: false);

    public static MlflowException Missing(string location, string message) =>
        new("mlflow.missing", location, message, isTransient: false);

    /// <summary>A disk can become free or come back: trying again may help.</summary>
    public static MlflowException Io(string location, IOException error) => new(
        "mlflow.io",
        location,
        $"{location} cannot be read or written: {error.Message}",
        isTransient: error is not (FileNotFoundException or DirectoryNotFoundException),
        error);
}
