using Cairn.IO;
using Cairn.Storage;

namespace Cairn.Mlflow.Sync;

/// <summary>
/// Brings one run at a target up to what the store has: makes it there, sends what is new, and ends it when it has ended.
/// After a crash or a fault at any point another pass makes it right. Not thread-safe.
/// </summary>
/// <param name="places">From where to where.</param>
/// <param name="known">The run; how it is now is read when nobody else sends it.</param>
/// <param name="mayGoOn">Asked before everything that may take long.</param>
internal sealed class RunSync(SyncPlaces places, RunInfo known, Func<bool> mayGoOn)
{
    private RunInfo _run = known;
    private long _wishes;
    private bool _hasReached;
    private SyncState _state = new();

    /// <param name="mustLookAgain">Whether to make sure that the run is still there before trusting what was
    /// noted.</param>
    /// <exception cref="MlflowException">The target does not do it now; the next pass goes on.</exception>
    /// <exception cref="StoreUnavailableException">The store, or what it has of the run, cannot be read.</exception>
    /// <exception cref="IOException">How far it is cannot be noted, or a file of the run cannot be read.</exception>
    public SyncReport Pass(bool mustLookAgain)
    {
        using IFileLock? held = places.Folder.TryLock(_run.Id);
        if (held is null)
        {
            return SyncReport.Busy;
        }

        _wishes = places.Folder.CountWishes(_run.Id); // before the run is read, which may go on meanwhile
        _run = places.Store.FindRun(_run.Id) ?? _run;
        _state = places.Folder.Read(_run.Id);
        try
        {
            if (mustLookAgain)
            {
                _state.TryFilesAgain();
            }

            Begin(mustLookAgain);
            _hasReached |= mustLookAgain;
            SendFacts();
            return SendRest();
        }
        catch (Exception error)
        {
            _state.Error = error.Message;
            TryNote();
            throw;
        }
    }

    /// <summary>The run is there after this; what was noted of one that is gone is forgotten.</summary>
    private void Begin(bool mustLookAgain)
    {
        if (_state.MlflowRunId is { } there && (!mustLookAgain || IsThere(there)))
        {
            return;
        }

        MlflowExperiment experiment = places.Target.GetOrCreateExperiment(_run.Experiment);
        MlflowRun made = places.Target.GetOrCreateRun(RunFacts.StartOf(_run, experiment.Id));
        _state = new SyncState { MlflowRunId = made.Id };
        Save();
    }

    private bool IsThere(string id) => MaybeGone.Ask(() => places.Target.FindRun(id)) is not null;

    private void SendFacts()
    {
        if (_run.Status == RunStatus.Running && _state.Status != RunStatus.Running)
        {
            places.Target.UpdateRun(_state.MlflowRunId!, MlflowRunStatus.Running, null); // resumed
            (_state.Status, _state.EndedMs, _state.PointsWhenDone) = (RunStatus.Running, null, null);
            Save();
        }

        var facts = RunFacts.Of(places.Store, _run);
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
        var metrics = new MetricSync(places, _run, _state, Save);
        var files = new FileSync(places, _state, Save);
        var media = new MediaSync(places, _run, files, _state, Save);
        var spreads = new SpreadSync(places, _run, files, _state, Save);
        var models = new ModelSync(places, _run, files, _state, Save);
        var documents = new DocumentSync(places, _run, files, _state, Save);
        bool isAll = metrics.Send(mayGoOn) && media.Send(mayGoOn);
        bool isDone = isAll && _run.Status != RunStatus.Running && spreads.Send(mayGoOn) && models.Send(mayGoOn);
        if (isDone)
        {
            documents.Send();
            isDone = TryEnd();
        }

        return new SyncReport(
            isDone,
            metrics.Sent,
            files.Sent,
            models.Versions,
            MlflowRunId: _state.MlflowRunId,
            FilesRefused: _state.FilesRefused,
            HasReached: _hasReached);
    }

    /// <summary>False when the run goes on already, which the store does not know yet.</summary>
    private bool TryEnd()
    {
        if (!_state.HasEndOf(_run))
        {
            places.Target.UpdateRun(
                _state.MlflowRunId!, RunFacts.StatusOf(_run.Status), _run.EndedUtc?.ToUnixTimeMilliseconds());
        }

        _state.End(_run);
        Save();
        return places.Folder.TryFulfil(_run.Id, _wishes);
    }

    /// <summary>Call after the target did something.</summary>
    private void Save()
    {
        _hasReached = true;
        places.Folder.Write(_run.Id, _state);
    }

    /// <summary>The fault that is told is the first one.</summary>
    private void TryNote()
    {
        try
        {
            places.Folder.Write(_run.Id, _state);
        }
        catch (IOException)
        {
        }
    }
}
