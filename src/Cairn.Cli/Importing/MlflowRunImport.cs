using Cairn.Mlflow;
using Cairn.Mlflow.Sync;
using Cairn.Mlflow.Targets;

namespace Cairn.Cli.Importing;

/// <summary>Moves one run of MLflow into a store. Its artifacts stay where they are. Used once; not thread-safe.</summary>
internal sealed class MlflowRunImport(
    CairnTracker tracker, IMlflowTarget source, MlflowRun run, string experiment, string place)
{
    private const int ArtifactsListed = 50;

    private readonly WallClock _clock = new(unknownMs: 1);

    // Bounded by 1.
    private readonly List<string> _incomplete = [];

    private long _startMs;
    private long _points;

    /// <summary>What tells the run apart for ever, so that nothing is imported twice unasked.</summary>
    public static string OriginOf(string place, MlflowRun run) => $"{place}#{run.Id}";

    /// <summary>Where the run itself cannot be read, the report says so, and what was read is a failed run.</summary>
    /// <param name="stop">Ends the import; what is there by then is a failed run.</param>
    /// <exception cref="MlflowException">No run can be read now.</exception>
    /// <exception cref="IOException">The journal takes no more.</exception>
    public ImportReport Run(CancellationToken stop)
    {
        _startMs = _clock.FromMs(run.StartedUtc.ToUnixTimeMilliseconds());
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
            target.End(RunStatus.Failed, $"The import did not finish: {error.Message}", _clock.LatestMs);
            if (error is MlflowException { Code: not ("mlflow.unreachable" or "mlflow.unauthorized") })
            {
                target.Flush();
                return Report(target, $"{run.Name}: the import did not finish: {error.Message}");
            }

            throw;
        }

        End(target);
        return Report(target);
    }

    private void TakeFacts(ImportedRun target)
    {
        foreach ((string key, string value) in run.Parameters)
        {
            target.Parameter(MlflowNames.FromKey(key), value, _startMs);
        }

        foreach ((string key, string value) in run.Tags)
        {
            target.Tag(ImportOrigin.TagOf(MlflowNames.FromKey(key)), value, _startMs);
        }

        IReadOnlyList<MlflowArtifact> artifacts = ListArtifacts();
        if (artifacts.Count > 0)
        {
            IEnumerable<string> names = artifacts.Take(ArtifactsListed).Select(one => one.IsFolder ? one.Path + "/" : one.Path);
            target.Tag("mlflow.artifacts", $"{string.Join(", ", names)} in {PlainArtifactUri()}", _startMs);
        }
    }

    /// <summary>They may be in a place that this machine has no access to; the run is worth having without their names.</summary>
    private IReadOnlyList<MlflowArtifact> ListArtifacts()
    {
        try
        {
            return source.ListArtifacts(run.Id);
        }
        catch (MlflowException error)
        {
            _incomplete.Add($"{run.Name}: its artifacts cannot be listed, and are left out: {error.Message}");
            return [];
        }
    }

    /// <summary>A bucket's address may hold a password or a signature.</summary>
    private string PlainArtifactUri() => run.ArtifactUri.Contains("://", StringComparison.Ordinal)
        ? TargetKey.Plain(run.ArtifactUri)
        : run.ArtifactUri.Split('?')[0];

    private void TakeMetric(ImportedRun target, string key, CancellationToken stop)
    {
        uint series = target.DefineSeries(MlflowNames.FromKey(key));
        foreach (MlflowPoint point in source.ReadHistory(run.Id, key))
        {
            stop.ThrowIfCancellationRequested();
            target.Point(series, point.Step, _clock.FromMs(point.TimeMs), point.Value);
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
        long lastMs = _clock.LatestMs;
        long endMs = Math.Max(_startMs, _clock.FromMs(run.EndedUtc?.ToUnixTimeMilliseconds() ?? lastMs));
        target.End(status, reason, endMs);
        target.Tag(ImportOrigin.Tag, OriginOf(place, run), endMs); // last, so that only a whole run counts as imported
        target.Flush();
    }

    private ImportReport Report(ImportedRun target, params string[] damages) => new()
    {
        Source = run.Name,
        RunId = target.Id,
        Points = _points,
        Parameters = run.Parameters.Count,
        DamageCount = damages.Length,
        Damages = damages,
        Incomplete = _incomplete,
    };
}
