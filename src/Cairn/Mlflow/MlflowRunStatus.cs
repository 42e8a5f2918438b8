namespace Cairn.Mlflow;

/// <summary>Where a run stands, as MLflow numbers it.</summary>
public enum MlflowRunStatus
{
    /// <summary>It is being made.</summary>
    Running = 1,

    /// <summary>It waits to begin.</summary>
    Scheduled = 2,

    /// <summary>It ended as it should.</summary>
    Finished = 3,

    /// <summary>It ended by an error.</summary>
    Failed = 4,

    /// <summary>Somebody or something ended it.</summary>
    Killed = 5,
}
