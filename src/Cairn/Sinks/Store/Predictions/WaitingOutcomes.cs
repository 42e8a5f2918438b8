using Cairn.Storage;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// Tells which predictions outcomes are waiting for, so that the others cost nothing: a filter over rows of the database,
/// which may say yes too often and never no. Belongs to the draining thread.
/// </summary>
internal sealed class WaitingOutcomes(PredictionNames names)
{
    /// <summary>More are not kept in memory; then every prediction is one that may be waited for.</summary>
    public const int MaxKept = 100_000;

    // How many wait, by what they wait for. All bounded by MaxKept.
    private readonly Dictionary<long, int> _byKey = [];
    private readonly Dictionary<(long Model, long Symbol, long Second), int> _byTime = [];
    private readonly Dictionary<(long Model, long Symbol), int> _bySymbol = [];

    /// <summary>How many outcomes are waiting, kept in memory or not.</summary>
    public long Count { get; private set; }

    /// <summary>Whether there are too many of them to be kept.</summary>
    public bool IsOverfull { get; private set; }

    /// <summary>Begins with as many as the database has.</summary>
    public void Load(long count, IEnumerable<HandedOutcome> waiting)
    {
        Clear();
        if (count > MaxKept)
        {
            (Count, IsOverfull) = (count, true);
            return;
        }

        foreach (HandedOutcome outcome in waiting)
        {
            Add(outcome);
        }
    }

    public void Add(HandedOutcome outcome)
    {
        if (!IsOverfull && Count >= MaxKept)
        {
            long count = Count;
            Clear();
            (Count, IsOverfull) = (count, true);
        }

        Count++;
        if (!IsOverfull)
        {
            Note(outcome, 1);
        }
    }

    /// <summary>It waits no more.</summary>
    public void Remove(HandedOutcome outcome)
    {
        Count--;
        if (!IsOverfull)
        {
            Note(outcome, -1);
        }
    }

    /// <summary>Whether outcomes may be waiting for a prediction that was decided just then.</summary>
    public bool MayWaitFor(in StoredPrediction prediction) =>
        IsOverfull || _byKey.ContainsKey(prediction.Id)
        || (_byTime.Count > 0
            && _byTime.ContainsKey((prediction.Model, prediction.Symbol, SecondOf(prediction.DecidedMs))));

    /// <summary>Whether outcomes may be waiting for a repetition.</summary>
    public bool MayWaitForRepeat(long repeat, in StoredPrediction first) =>
        IsOverfull || _byKey.ContainsKey(repeat) || _bySymbol.ContainsKey((first.Model, first.Symbol));

    private static void Change<TKey>(Dictionary<TKey, int> counts, TKey key, int sign)
        where TKey : notnull
    {
        int count = counts.GetValueOrDefault(key) + sign;
        if (count > 0)
        {
            counts[key] = count;
        }
        else
        {
            counts.Remove(key);
        }
    }

    private static long SecondOf(long timeMs) => TimeFloor.Of(timeMs, TimeFloor.SecondMs);

    /// <summary>Words and journals that the store has not seen yet get their numbers here.</summary>
    private void Note(HandedOutcome outcome, int sign)
    {
        if (OutcomeReference.TryReadTime(outcome.Reference, out long timeMs))
        {
            long model = names.Label(outcome.Model);
            long symbol = names.Label(outcome.Symbol);
            Change(_byTime, (model, symbol, SecondOf(timeMs)), sign);
            Change(_bySymbol, (model, symbol), sign);
        }
        else if (PredictionId.TryParse(outcome.Reference, out PredictionId id))
        {
            Change(_byKey, PredictionKeys.Of(names.Source(id.Source), id.Number), sign);
        }
    }

    private void Clear()
    {
        (Count, IsOverfull) = (0, false);
        _byKey.Clear();
        _byTime.Clear();
        _bySymbol.Clear();
    }
}
