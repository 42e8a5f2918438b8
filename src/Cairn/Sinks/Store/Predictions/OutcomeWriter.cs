using Cairn.Recording;
using Cairn.Statistics;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// Writes outcomes and contracts, and judges predictions by them. What the writer of predictions holds in memory must be
/// written before an outcome, a contract or <see cref="Flush"/>. Belongs to the draining thread.
/// </summary>
internal sealed class OutcomeWriter : IDisposable
{
    private readonly PredictionNames _names;
    private readonly PerformanceWriter _performance;
    private readonly OutcomeTable _outcomes;
    private readonly ContractTable _contracts;
    private readonly PredictionFinder _finder;
    private readonly WaitingOutcomes _waiting;

    // What outcomes may have waited for: ids, and records whose times do. Bounded by the predictions of a batch.
    private readonly HashSet<long> _comeKeys = [];
    private readonly HashSet<long> _comeRecords = [];

    public OutcomeWriter(SqliteConnection connection, PredictionNames names, PerformanceWriter performance)
    {
        _names = names;
        _performance = performance;
        _outcomes = new OutcomeTable(connection);
        _contracts = new ContractTable(connection);
        _finder = new PredictionFinder(connection, names);
        _waiting = new WaitingOutcomes(names);
        _waiting.Load(_outcomes.CountWaiting(), _outcomes.ReadWaiting());
    }

    /// <summary>An outcome came. False when the record makes no sense; nothing was written then.</summary>
    public bool TryWrite(in TextRecord record)
    {
        Flush();
        if (HandedOutcome.TryRead(record) is not { } outcome)
        {
            return false;
        }

        long id = _outcomes.Insert(outcome);
        if (!TryResolve(id, outcome))
        {
            _waiting.Add(outcome);
        }

        return true;
    }

    /// <summary>A contract came. False when the record makes no sense; nothing was written then.</summary>
    public bool TryWriteContract(in TextRecord record)
    {
        Flush();
        return _contracts.TryWrite(record.Text(0), record.Text(1), record.TimeMs);
    }

    /// <summary>A distinct prediction was written: outcomes may be waiting for it.</summary>
    public void Match(in StoredPrediction prediction)
    {
        if (_waiting.Count != 0 && _waiting.MayWaitFor(prediction))
        {
            _comeKeys.Add(prediction.Id);
            _comeRecords.Add(prediction.Id);
        }
    }

    /// <summary>A repetition of a prediction was counted: outcomes may be waiting for its id.</summary>
    public void MatchRepeat(long repeat, in StoredPrediction first)
    {
        if (_waiting.Count != 0 && _waiting.MayWaitForRepeat(repeat, first))
        {
            _comeKeys.Add(repeat);
            _comeRecords.Add(first.Id);
        }
    }

    /// <summary>Resolves the predictions that have come since and were waited for, in the order of the outcomes.</summary>
    public void Flush()
    {
        if (_comeKeys.Count == 0)
        {
            return;
        }

        foreach ((long id, HandedOutcome outcome) in TakeDue())
        {
            if (TryResolve(id, outcome))
            {
                _waiting.Remove(outcome);
            }
        }

        if (_waiting.IsOverfull && _waiting.Count < WaitingOutcomes.MaxKept / 2)
        {
            _waiting.Load(_waiting.Count, _outcomes.ReadWaiting());
        }
    }

    public void Dispose()
    {
        _outcomes.Dispose();
        _contracts.Dispose();
        _finder.Dispose();
    }

    private SortedDictionary<long, HandedOutcome> TakeDue()
    {
        var due = new SortedDictionary<long, HandedOutcome>();
        foreach (long key in _comeKeys)
        {
            Collect(due, _outcomes.FindWaiting(_names.IdOf(key)));
        }

        foreach (long key in _comeRecords)
        {
            if (_finder.Find(key) is { } found)
            {
                long fromMs = TimeFloor.Of(found.Prediction.DecidedMs, TimeFloor.SecondMs);
                string model = _names.Text(found.Prediction.Model);
                string symbol = _names.Text(found.Prediction.Symbol);
                Collect(due, _outcomes.FindWaiting(model, symbol, fromMs, found.LastSeenMs));
            }
        }

        _comeKeys.Clear();
        _comeRecords.Clear();
        return due;
    }

    private static void Collect(
        SortedDictionary<long, HandedOutcome> due, IEnumerable<KeyValuePair<long, HandedOutcome>> outcomes)
    {
        foreach ((long id, HandedOutcome outcome) in outcomes)
        {
            due[id] = outcome;
        }
    }

    /// <summary>False when there is no such prediction yet.</summary>
    private bool TryResolve(long id, HandedOutcome outcome)
    {
        List<FoundPrediction> found = _finder.Find(outcome);
        if (found.Count > 1)
        {
            _outcomes.SetStatus(id, OutcomeStatus.Ambiguous);
        }
        else if (found.Count == 1)
        {
            Resolve(id, outcome, found[0]);
        }

        return found.Count > 0;
    }

    private void Resolve(long id, HandedOutcome outcome, FoundPrediction found)
    {
        ModelContract? contract = _contracts.Find(_names.Text(found.Prediction.Model));
        OutcomeStatus status = OutcomeRules.ByTime(found.Prediction.DecidedMs, outcome.HappenedMs, contract);
        if (status != OutcomeStatus.Applied)
        {
            Settle(id, found, status, Judgement.None);
            return;
        }

        AppliedOutcome? before = found.Outcome is { } applied ? _outcomes.FindApplied(applied) : null;
        if (before is not null && outcome.SaysTheSame(before.Actual, before.Value))
        {
            Settle(id, found, OutcomeStatus.Duplicate, Judgement.None);
            return;
        }

        if (before is not null)
        {
            _outcomes.SetStatus(before.Id, OutcomeStatus.Superseded);
            _performance.RemoveOutcome(found.Prediction, before.Value, before.Judgement);
        }

        Apply(id, outcome, found, contract);
    }

    private void Apply(long id, HandedOutcome outcome, FoundPrediction found, ModelContract? contract)
    {
        OutcomeRule rule = contract?.Rule ?? OutcomeRule.SameAction;
        var judgement = Judgement.Of(
            _names.Text(found.Prediction.Action),
            found.Prediction.Confidence,
            ProbabilitiesJson.Read(found.Probabilities),
            rule.RightAction(outcome.Actual, outcome.Value));
        Settle(id, found, OutcomeStatus.Applied, judgement);
        _outcomes.SetOutcome(found.Prediction.Id, id);
        _performance.AddOutcome(found.Prediction, outcome.Value, judgement);
    }

    private void Settle(long id, FoundPrediction found, OutcomeStatus status, in Judgement judgement) => _outcomes.Settle(
        id,
        found.Prediction.Id,
        status,
        _names.Text(found.Prediction.Model),
        _names.Text(found.Prediction.Symbol),
        judgement);
}
