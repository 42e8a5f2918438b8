using Cairn.Mlflow;
using Cairn.Mlflow.Targets;

namespace Cairn.Cli.Importing;

/// <summary>Moves one run of MLflow into a store. Its artifacts stay where they are. Used once; not thread-safe.</summary>
internal sealed class MlflowRunImport(
    CairnTracker tracker, IMlflowTarget source, MlflowRun run, string experiment, string place)
{
    private const int ArtifactsListed = 50;

    private readonly long _startMs = Math.Max(1, run.StartedUtc.ToUnixTimeMilliseconds());
    private long _latestMs = Math.Max(1, run.StartedUtc.ToUnixTimeMilliseconds());
    private long _points;

    /// <summary>What tells the run apart for ever, so that nothing is imported twice unasked.</summary>
    public static string OriginOf(string place, MlflowRun run) => $"{place}#{run.Id}";

    /// <param name="stop">Ends the import; what is there by then is a failed run.</param>
    /// <exception cref="MlflowException">It cannot be read.</exception>
    /// <exception cref="IOException">The journal takes no more.</exception>
    public ImportReport Run(CancellationToken stop)
    {
        ImportedRun target = tracker.ImportRun(experiment, run.Name.Length > 0 ? run.Name : run.Id, _startMs);
        try
        {
            TakeFacts(target);
            foreach (string key in run.Metrics.Keys.Order(StringComparer.Ordinal))
            {
                TakeMetric(target, key, stop);
            }
        }
        catch (Exception error) when (error is MlflowException or IOException or OperationCanceledException)
        {
            target.End(RunStatus.Failed, $"The import did not finish: {error.Message}", _latestMs);
            throw;
        }

        End(target);
        return new ImportReport
        {
            Source = run.Name,
            RunId = target.Id,
            Points = _points,
            Parameters = run.Parameters.Count,
        };
    }

    private void TakeFacts(ImportedRun target)
    {
        foreach ((string key, string value) in run.Parameters)
        {
            target.Parameter(MlflowNames.FromKey(key), value, _startMs);
        }

        foreach ((string key, string value) in run.Tags)
        {
            target.Tag(MlflowNames.FromKey(key), value, _startMs);
        }

        IReadOnlyList<MlflowArtifact> artifacts = source.ListArtifacts(run.Id);
        if (artifacts.Count > 0)
        {
            IEnumerable<string> names = artifacts.Take(ArtifactsListed).Select(one => one.IsFolder ? one.Path + "/" : one.Path);
            target.Tag("mlflow.artifacts", $"{string.Join(", ", names)} in {run.ArtifactUri}", _startMs);
        }
    }

    private void TakeMetric(ImportedRun target, string key, CancellationToken stop)
    {
        uint series = target.DefineSeries(MlflowNames.FromKey(key));
        foreach (MlflowPoint point in source.ReadHistory(run.Id, key))
        {
            stop.ThrowIfCancellationRequested();
            long timeMs = Math.Max(1, point.TimeMs);
            target.Point(series, point.Step, timeMs, point.Value);
            _latestMs = Math.Max(_latestMs, timeMs);
            _points++;
        }
    }

    private void End(ImportedRun target)
    {
        (RunStatus status, string reason) = run.Status switch
        {
            MlflowRunStatus.Finished => (RunStatus.Completed, ""),
            MlflowRunStatus.Failed => (RunStatus.Failed, "It failed, MLflow says."),
            MlflowRunStatus.Killed => (RunStatus.Killed, "It was killed, MLflow says."),
            _ => (RunStatus.Killed, "It was still running in MLflow when it was imported."),
        };
        long endMs = Math.Max(_startMs, run.EndedUtc?.ToUnixTimeMilliseconds() ?? _latestMs);
        target.End(status, reason, endMs);
        target.Tag(ImportOrigin.Tag, OriginOf(place, run), endMs); // last, so that only a whole run counts as imported
        target.Flush();
    }
}
