namespace Cairn.Mlflow.Sync;

/// <summary>What a pass over a run did.</summary>
/// <param name="IsDone">Whether all of the run is there and it has ended.</param>
/// <param name="Points">How many points were sent.</param>
/// <param name="Artifacts">How many files were sent.</param>
/// <param name="Models">How many versions of models were registered.</param>
/// <param name="IsBusy">Whether another sends the run just now, so that nothing was done.</param>
/// <param name="MlflowRunId">The run there; null when it was not made.</param>
/// <param name="FilesRefused">Why the run went without files, or some of them; empty when none was refused.</param>
/// <param name="HasReached">Whether the target was asked for anything, and did it.</param>
internal sealed record SyncReport(
    bool IsDone,
    long Points,
    int Artifacts,
    int Models,
    bool IsBusy = false,
    string? MlflowRunId = null,
    string FilesRefused = "",
    bool HasReached = false)
{
    public static readonly SyncReport Busy = new(false, 0, 0, 0, IsBusy: true);
}
