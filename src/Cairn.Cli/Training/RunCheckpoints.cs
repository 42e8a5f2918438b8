using System.Text.Json.Nodes;
using Cairn.Checkpoints;
using Cairn.Checkpoints.Schedule;
using Cairn.Storage;
using Cairn.Toto.Training;

namespace Cairn.Cli.Training;

/// <summary>
/// Saves and loads the checkpoints of one run. Saving goes on behind the training; closing waits for it. Used on the
/// training's thread.
/// </summary>
internal sealed class RunCheckpoints : IDisposable
{
    private const string BestGroup = "best";

    private readonly TrainingPlan _plan;
    private readonly CheckpointPlan _checkpoints;
    private readonly TimeProvider _time;
    private readonly CheckpointManager _manager;
    private readonly SaveSchedule _schedule;
    private Run? _run;
    private Evaluation? _baseline;
    private Task _lastSave = Task.CompletedTask;

    public RunCheckpoints(CairnTracker tracker, TrainingPlan plan, CheckpointPlan checkpoints, TimeProvider time)
    {
        (_plan, _checkpoints, _time) = (plan, checkpoints, time);
        _manager = tracker.OpenCheckpoints(checkpoints.ToOptions(() => _run?.Id ?? plan.RunId));
        _schedule = new SaveSchedule(checkpoints.ToPolicy());
    }

    public string Directory => _manager.Directory;

    /// <summary>The newest sound checkpoint of a run; null when it has none. What is passed over is told.</summary>
    public LoadedCheckpoint? LoadNewest(string runId, Action<string> tell)
    {
        IEnumerable<CheckpointMetadata> backups =
            _manager.ListBackups(_checkpoints.Model).Where(one => one.RunId == runId);
        foreach (CheckpointMetadata one in OfRun(runId).Concat(backups).DistinctBy(one => one.CheckpointId))
        {
            try
            {
                return _manager.Load(_checkpoints.Model, one.CheckpointId);
            }
            catch (CheckpointException exception)
            {
                tell(exception.Message);
            }
        }

        return null;
    }

    /// <summary>Makes a trainer go on from a checkpoint.</summary>
    /// <exception cref="ArgumentException">It is of other data or options.</exception>
    /// <exception cref="CheckpointException">It is of another model.</exception>
    public void Restore(LoadedCheckpoint checkpoint, TotoTrainer trainer)
    {
        trainer.Resume(checkpoint.Parts.ToDictionary(part => part, checkpoint.State));
        checkpoint.CopyTo(new Dictionary<string, ITensorState>
        {
            [LoadedCheckpoint.ModelGroup] = trainer.Tensors.Model,
            [LoadedCheckpoint.OptimizerGroup] = trainer.Tensors.Optimizer,
            [BestGroup] = trainer.Tensors.Best,
        });
        _schedule.Resume(checkpoint.Metadata, double.NaN);
    }

    public void Begin(Run run) => _run = run;

    public void Started(Evaluation baseline) => _baseline = baseline;

    public void Reached(TrainingPoint point)
    {
        SaveOccasion occasion = point switch
        {
            { Ended: not null } => SaveOccasion.EpochEnded,
            { Stop: not null } => SaveOccasion.Exit,
            _ => SaveOccasion.StepEnded,
        };
        if (_schedule.Due(new SaveMoment(point.Epochs, point.Step, _time.GetUtcNow(), occasion)) is { } reason)
        {
            Save(point, reason);
        }
    }

    /// <summary>Waits for what is still being saved.</summary>
    public CheckpointReport Finish()
    {
        Task.WhenAny(_lastSave).Wait();
        IReadOnlyList<CheckpointMetadata> own = TryList(_run!.Id);
        CheckpointMetadata? best = new CheckpointOrder(CheckpointPlan.Metric, MetricGoal.Minimize).Best(own);
        return new CheckpointReport(
            _checkpoints.Model, _manager.Directory, _manager.Saved, _manager.NotSaved,
            own.Count == 0 ? null : own[0], best);
    }

    public void Dispose() => _manager.Dispose();

    /// <summary>None where they cannot be listed now: that is no reason for a finished training to fail.</summary>
    private IReadOnlyList<CheckpointMetadata> TryList(string runId)
    {
        try
        {
            return OfRun(runId);
        }
        catch (IOException)
        {
            return [];
        }
    }

    private IReadOnlyList<CheckpointMetadata> OfRun(string runId) =>
        [.. _manager.ListCheckpoints(_checkpoints.Model).Where(one => one.RunId == runId)];

    private void Save(in TrainingPoint point, string reason)
    {
        IReadOnlyDictionary<string, JsonNode?> state = point.Capture();
        Task saving = _manager.SaveAsync(new CheckpointContent
        {
            Model = _checkpoints.Model,
            ModelType = "toto",
            Tensors = point.Tensors.Model,
            Optimizer = point.Tensors.Optimizer,
            MoreTensors = new Dictionary<string, ITensorState> { [BestGroup] = point.Tensors.Best },
            State = state,
            Profile = point.Profile(),
            GoldenPairs = point.RecordGolden(),
            Epoch = point.Epochs,
            Step = point.Step,
            Metrics = point.Ended is { } epoch ? MetricsOf(epoch) : [],
            Tags = _plan.Labels.Tags.ToDictionary(),
            TrainingMetadata =
            [
                .. _plan.ToParameters(), new("symbol", _plan.Data.Series.Symbol),
                new("data_sha256", $"{state["data"]?["sha256"]}"),
            ],
            Run = _run,
            Reason = reason,
        });
        if (!saving.IsCompleted)
        {
            _lastSave = saving; // saves end in their order
        }
    }

    private Dictionary<string, double> MetricsOf(EpochRecord epoch) => new()
    {
        [CheckpointPlan.Metric] = epoch.Validation.Loss,
        ["train/loss"] = epoch.TrainingLoss,
        ["val/skill"] = epoch.Validation.SkillOver(_baseline!),
    };
}
