using Cairn.Storage;

namespace Cairn.Mlflow.Sync;

/// <summary>
/// What of a run is at a target already. Kept in a file, so that whoever comes next goes on. Where it says less than is
/// true, some is sent again, which changes nothing there. Not thread-safe.
/// </summary>
internal sealed class SyncState
{
    /// <summary>The run's id in MLflow; null before it was made there.</summary>
    public string? MlflowRunId { get; set; }

    /// <summary>By name. Bounded by the series of the run.</summary>
    public Dictionary<string, SentSeries> Series { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Version at the target by checkpoint id. Bounded by the checkpoints of the run that were chosen.</summary>
    public Dictionary<string, string> Versions { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Digest of the parameters and tags that were sent.</summary>
    public string Facts { get; set; } = "";

    /// <summary>Digest of the documents that were sent.</summary>
    public string Documents { get; set; } = "";

    /// <summary>Pictures and words up to this one were sent.</summary>
    public long LastMedia { get; set; }

    /// <summary>Histograms and curves up to this one were sent.</summary>
    public long LastSpread { get; set; }

    /// <summary>The status that was sent.</summary>
    public RunStatus Status { get; set; }

    /// <summary>When the run ended, in milliseconds since 1970, as it was sent; null before.</summary>
    public long? EndedMs { get; set; }

    /// <summary>How many points the run had when all of it was sent; null before.</summary>
    public long? PointsWhenDone { get; set; }

    /// <summary>Why the target takes no files of the run; empty while it does.</summary>
    public string FilesRefused { get; set; } = "";

    /// <summary>What went wrong last; empty when nothing did.</summary>
    public string Error { get; set; } = "";

    /// <summary>What was refused may be taken now. Versions and documents went without files.</summary>
    public void TryFilesAgain()
    {
        if (FilesRefused.Length > 0)
        {
            (FilesRefused, Documents) = ("", "");
            Versions.Clear();
        }
    }

    public long PointsSent => Series.Values.Sum(series => series.Count);

    /// <summary>Whether this end of the run was sent: one that went on has another.</summary>
    public bool HasEndOf(RunInfo run) =>
        (Status, EndedMs) == (run.Status, run.EndedUtc?.ToUnixTimeMilliseconds());

    public bool IsAllOf(RunInfo run) => HasEndOf(run) && PointsWhenDone == run.PointCount;

    public void End(RunInfo run)
    {
        (Status, EndedMs) = (run.Status, run.EndedUtc?.ToUnixTimeMilliseconds());
        (PointsWhenDone, Error) = (run.PointCount, "");
    }
}
