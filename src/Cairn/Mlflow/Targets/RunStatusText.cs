namespace Cairn.Mlflow.Targets;

/// <summary>Where a run stands, in MLflow's words. Stateless.</summary>
internal static class RunStatusText
{
    public static string Of(MlflowRunStatus status) => status switch
    {
        MlflowRunStatus.Scheduled => "SCHEDULED",
        MlflowRunStatus.Finished => "FINISHED",
        MlflowRunStatus.Failed => "FAILED",
        MlflowRunStatus.Killed => "KILLED",
        _ => "RUNNING",
    };

    /// <summary>A word or a number; anything else counts as running.</summary>
    public static MlflowRunStatus Read(string? text) => text switch
    {
        "SCHEDULED" or "2" => MlflowRunStatus.Scheduled,
        "FINISHED" or "3" => MlflowRunStatus.Finished,
        "FAILED" or "4" => MlflowRunStatus.Failed,
        "KILLED" or "5" => MlflowRunStatus.Killed,
        _ => MlflowRunStatus.Running,
    };
}
