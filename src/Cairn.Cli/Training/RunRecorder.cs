using System.Diagnostics;
using Cairn.Checkpoints;
using Cairn.Toto.Training;

namespace Cairn.Cli.Training;

/// <summary>
/// Records a training as a run, saves its checkpoints, and ends the run as the training ends. The store is opened when
/// the training begins, so that one which cannot begin leaves nothing behind. Used on the training's thread.
/// </summary>
internal sealed class RunRecorder(CliCall call, TrainingPlan plan, Action<CairnFailure> onFailure)
    : ITrainingLog, ITrainingCheckpoints, IDisposable
{
    private static readonly TimeSpan MonitorInterval = TimeSpan.FromSeconds(10);

    private CairnTracker? _tracker;
    private RunCheckpoints? _checkpoints;
    private IDisposable? _monitor;
    private Run? _run;
    private RunTrainingLog? _log;

    public Run Run => _run ?? throw new UnreachableException("The training has not begun.");

    public CairnHealth Health => _tracker!.Health;

    /// <summary>
    /// Where <c>mlflow ui</c> shows the run; null when it does not go to MLflow's database in the store.
    /// </summary>
    public string? MlflowFolder { get; private set; }

    /// <summary>What was saved; null when no checkpoints are wanted, or the training has not ended.</summary>
    public CheckpointReport? Checkpoints { get; private set; }

    /// <summary>The checkpoint that the training went on from; null when it is a new one.</summary>
    public string? ResumedFrom { get; private set; }

    /// <summary>Where TensorBoard finds the run; null when nothing is written for it.</summary>
    public string? TensorBoardDirectory { get; private set; }

    /// <summary>Begins a run, or goes on with one.</summary>
    /// <exception cref="CliException">The run cannot go on; nothing has changed.</exception>
    public void Begin(TotoTrainer trainer)
    {
        var options = new CairnOptions { OnFailure = onFailure, OpenMlflow = call.Context.OpenMlflow };
        plan.Destinations.Apply(options);
        TensorBoardDirectory = options.WriteTensorBoard ? options.ResolveTensorBoardDirectory(call.Folder) : null;
        bool isEmbedded = options.ResolveMlflowUri(call.Folder) == CairnOptions.EmbeddedMlflowUri(call.Folder);
        MlflowFolder = options.SendToMlflow && isEmbedded ? Path.GetFullPath(call.Folder) : null;
        _tracker = CairnTracker.Open(call.Folder, options);
        _checkpoints = plan.Checkpoints is { } wanted
            ? new RunCheckpoints(_tracker, plan, wanted, call.Context.Time)
            : null;
        _run = plan.RunId is { } id ? Resume(id, trainer) : Start();
        _checkpoints?.Begin(_run);
        trainer.LogTo(_run);
        if (TensorBoardDirectory is not null)
        {
            trainer.LogMediaTo(_run);
        }

        _monitor = _run.MonitorSystem(MonitorInterval);
        _log = new RunTrainingLog(_run);
    }

    public void Started(TrainingStart start)
    {
        _checkpoints?.Started(start.Baseline);
        _log!.Started(start);
    }

    public void StepEnded(TrainingProgress progress) => _log!.StepEnded(progress);

    public void EpochEnded(EpochRecord epoch) => _log!.EpochEnded(epoch);

    public void Reached(TrainingPoint point) => _checkpoints?.Reached(point);

    public void Ended(TrainingReport report)
    {
        _monitor?.Dispose();
        _log!.Ended(report);
        CloseCheckpoints();
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
    public void Fail(Exception exception)
    {
        _checkpoints?.Dispose();
        _run?.Fail(exception);
    }

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
        _checkpoints?.Dispose();
        _run?.Dispose();
        _tracker?.Dispose();
    }

    private Run Start()
    {
        RunLabels labels = plan.Labels;
        Run run = _tracker!.StartRun(labels.Experiment, plan.ToParameters(), labels.Name);
        foreach ((string key, string value) in labels.Tags)
        {
            run.SetTag(key, value);
        }

        if (labels.Note is { } note)
        {
            run.SetNote(note);
        }

        return run;
    }

    private Run Resume(string runId, TotoTrainer trainer)
    {
        RunCheckpoints checkpoints = _checkpoints!; // a run that saved none was refused before
        using LoadedCheckpoint? checkpoint = checkpoints.LoadNewest(
            runId, why => call.Terminal.Error.WriteLine(Output.Plain.Text($"note: {why}")));
        if (checkpoint is null)
        {
            throw ResumableRun.WithoutCheckpoint(runId, checkpoints.Directory);
        }

        try
        {
            checkpoints.Restore(checkpoint, trainer);
            ResumedFrom = checkpoint.Metadata.CheckpointId;
            return _tracker!.ResumeRun(runId, ResumedFrom);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new CliException(Output.Sentence.Of(exception));
        }
    }

    /// <summary>Before the run ends: what is still being saved belongs to it.</summary>
    private void CloseCheckpoints()
    {
        Checkpoints = _checkpoints?.Finish();
        _checkpoints?.Dispose();
    }
}
