using Cairn.Mlflow.Sync;
using Cairn.Storage;

namespace Cairn.Cli.Mlflow;

/// <summary>A run that was sent, or could not be.</summary>
/// <param name="Run">The run.</param>
/// <param name="Report">What was done; null when it failed.</param>
/// <param name="Error">Why it failed, or its files did; null when nothing did.</param>
internal sealed record SentRun(RunInfo Run, SyncReport? Report, string? Error)
{
    /// <summary>In a word, for people and programs.</summary>
    public string State => this switch
    {
        { Report.FilesRefused.Length: > 0 } => "without files",
        { Error: not null } => "failed",
        { Report.IsBusy: true } => "busy",
        { Report.IsDone: true } => "sent",
        _ => "so far",
    };
}
