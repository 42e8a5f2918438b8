namespace Cairn.Sinks.Files;

/// <summary>The status of a run in the words that stand in files.</summary>
internal static class RunStatusText
{
    public static string Of(RunStatus status) => status switch
    {
        RunStatus.Running => "running",
        RunStatus.Completed => "completed",
        RunStatus.Failed => "failed",
        RunStatus.Killed => "killed",
        RunStatus.Crashed => "crashed",
        _ => $"status {(int)status}",
    };
}
