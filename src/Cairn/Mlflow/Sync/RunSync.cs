using Cairn.IO;
using Cairn.Storage;

namespace Cairn.Mlflow.Sync;

/// <summary>
/// Brings one run at a target up to what the store has: makes it there, sends what is new, and ends it when it has ended.
/// After a crash or a fault at any point another pass makes it right. Not thread-safe.
/// </summary>
/// <param name="places">From where to where.</param>
/// <param name="run">The run as the store has it now.</param>
/// <param name="mayGoOn">Asked before everything that may take long.</param>
internal sealed class RunSync(SyncPlaces places, RunInfo run, Func<bool> mayGoOn)
{
    private SyncState _state = new();

    /// <param name="mustLookAgain">Whether to make sure that the run is still there before trusting what was
    /// noted.</param>
    /// <exception cref="MlflowException">The target does not do it now; the next pass goes on.</exception>
    /// <exception cref="IOException">How far it is cannot be noted, or a file of the run cannot be read.</exception>
    public SyncReport Pass(bool mustLookAgain)
    {
        using IFileLock? held = places.Folder.TryLock(run.Id);
        if (held is null)
        {
            return SyncReport.Busy;
        }

        _state = places.Folder.Read(run.Id);
        try
        {
            Begin(mustLookAgain);
            SendFacts();
            return SendRest();
        }
        catch (Exception error) when (error is MlflowException or IOException)
        {
            _state.Error = error.Message;
            TryNote();
            throw;
        }
    }

    /// <summary>The run is there after this; what was noted of one that is gone is forgotten.</summary>
    private void Begin(bool mustLookAgain)
    {
        if (_state.MlflowRunId is { } known && (!mustLookAgain || IsThere(known)))
        {
            return;
        }

        MlflowExperiment experiment = places.Target.GetOrCreateExperiment(run.Experiment);
        MlflowRun made = places.Target.GetOrCreateRun(RunFacts.StartOf(run, experiment.Id));
        _state = new SyncState { MlflowRunId = made.Id };
        Save();
    }

    private bool IsThere(string known) => MaybeGone.Ask(() => places.Target.FindRun(known)) is not null;

    private void SendFacts()
    {
        if (run.Status == RunStatus.Running && _state.Status != RunStatus.Running)
        {
            places.Target.UpdateRun(_state.MlflowRunId!, MlflowRunStatus.Running, null); // resumed
            (_state.Status, _state.PointsWhenDone) = (RunStatus.Running, null);
            Save();
        }

        var facts = RunFacts.Of(places.Store, run);
        if (facts.Digest != _state.Facts)
        {
            places.Target.LogBatch(
                _state.MlflowRunId!, new MlflowBatch { Parameters = facts.Parameters, Tags = facts.Tags });
            _state.Facts = facts.Digest;
            Save();
        }
    }

    private SyncReport SendRest()
    {
        var metrics = new MetricSync(places, run, _state, Save);
        var media = new MediaSync(places, run, _state, Save);
        var spreads = new SpreadSync(places, run, _state, Save);
        var models = new ModelSync(places, run, _state, Save);
        var documents = new DocumentSync(places, run, _state, Save);
        bool isAll = metrics.Send(mayGoOn) && media.Send(mayGoOn);
        bool isDone = isAll && run.Status != RunStatus.Running && spreads.Send(mayGoOn) && models.Send(mayGoOn);
        if (isDone)
        {
            documents.Send();
            End();
        }

        int files = media.Sent + spreads.Sent + models.Files + documents.Sent;
        return new SyncReport(isDone, metrics.Sent, files, models.Versions, MlflowRunId: _state.MlflowRunId);
    }

    private void End()
    {
        if (_state.Status != run.Status)
        {
            places.Target.UpdateRun(
                _state.MlflowRunId!, RunFacts.StatusOf(run.Status), run.EndedUtc?.ToUnixTimeMilliseconds());
        }

        (_state.Status, _state.PointsWhenDone, _state.Error) = (run.Status, run.PointCount, "");
        Save();
        places.Folder.Fulfilled(run.Id);
    }

    private void Save() => places.Folder.Write(run.Id, _state);

    /// <summary>The fault that is told is the first one.</summary>
    private void TryNote()
    {
        try
        {
            Save();
        }
        catch (IOException)
        {
        }
    }
}
