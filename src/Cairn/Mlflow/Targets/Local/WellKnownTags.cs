namespace Cairn.Mlflow.Targets.Local;

/// <summary>Tags that mean something to MLflow or to Cairn.</summary>
internal static class WellKnownTags
{
    /// <summary>The run's name; MLflow keeps it in the run, too.</summary>
    public const string RunName = "mlflow.runName";

    public const string User = "mlflow.user";
    public const string SourceName = "mlflow.source.name";
    public const string SourceType = "mlflow.source.type";
    public const string GitCommit = "mlflow.source.git.commit";

    /// <summary>What a data set was for.</summary>
    public const string DataContext = "mlflow.data.context";

    /// <summary><see cref="MlflowRunStart.Key"/>.</summary>
    public const string RunKey = "cairn.run_id";

    /// <summary><see cref="MlflowModelRegistration.Key"/>.</summary>
    public const string CheckpointKey = "cairn.checkpoint_id";
}
