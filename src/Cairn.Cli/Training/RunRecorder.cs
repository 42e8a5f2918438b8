using System.Diagnostics;
using Cairn.Toto.Training;

namespace Cairn.Cli.Training;

/// <summary>
/// Records a training as a run, and ends the run as the training ends. The store is opened when the training begins, so
/// that one which cannot begin leaves nothing behind. Used on the training's thread.
/// </summary>
internal sealed class RunRecorder(string folder, RunLabels labels, Action<CairnFailure> onFailure) : ITrainingLog, IDisposable
{
    private static readonly TimeSpan MonitorInterval = TimeSpan.FromSeconds(10);

    private CairnTracker? _tracker;
    private IDisposable? _monitor;
    private Run? _run;
    private RunTrainingLog? _log;

    public Run Run => _run ?? throw new UnreachableException("The training has not begun.");

    public CairnHealth Health => _tracker!.Health;

    public void Started(TrainingStart start)
    {
        _tracker = CairnTracker.Open(folder, new CairnOptions { OnFailure = onFailure });
        _run = _tracker.StartRun(labels.Experiment, start.Options.ToParameters(), labels.Name);
        foreach ((string key, string value) in labels.Tags)
        {
            _run.SetTag(key, value);
        }

        if (labels.Note is { } note)
        {
            _run.SetNote(note);
        }

        _monitor = _run.MonitorSystem(MonitorInterval);
        _log = new RunTrainingLog(_run);
        _log.Started(start);
    }

    public void StepEnded(TrainingProgress progress) => _log!.StepEnded(progress);

    public void EpochEnded(EpochRecord epoch) => _log!.EpochEnded(epoch);

    public void Ended(TrainingReport report)
    {
        _monitor?.Dispose();
        _log!.Ended(report);
        switch (report.StopReason)
        {
            case StopReason.Cancelled:
                Run.Kill("Interrupted.", report.ToSummary());
                break;
            case StopReason.Diverged:
                Run.Fail("The loss or a gradient was no longer a finite number.", report.ToSummary());
                break;
            default:
                Run.Complete(report.ToSummary());
                break;
        }
    }

    /// <summary>Ends a run that has begun, and has not ended by itself, as failed.</summary>
    public void Fail(Exception exception) => _run?.Fail(exception);

    /// <summary>After this returns null, other processes can read the run; else it says why they cannot yet.</summary>
    public string? Flush()
    {
        try
        {
            _tracker!.FlushAsync().GetAwaiter().GetResult();
            return null;
        }
        catch (StoreUnavailableException exception)
        {
            return exception.Message;
        }
    }

    public void Dispose()
    {
        _monitor?.Dispose();
        _run?.Dispose();
        _tracker?.Dispose();
    }
}
