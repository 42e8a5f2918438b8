using Cairn.Recording;
using Cairn.Storage;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>Writes predictions; counts repeated ones on the first. Belongs to the draining thread.</summary>
internal sealed class PredictionWriter : IDisposable
{
    private readonly PerformanceWriter _performance;
    private readonly OutcomeWriter _outcomes;
    private readonly ProfileWriter _profiles;
    private readonly PredictionTable _table;
    private readonly PredictionAlarms _alarms;
    private readonly FeedWatch _feeds;
    private readonly FeatureCountWatch _featureCounts;
    private readonly RecentPredictions _recent = new();
    private readonly RecentLoader _loader;
    private readonly ProbabilityText _probabilities = new();

    public PredictionWriter(
        SqliteConnection connection,
        PredictionAlarms alarms,
        PerformanceWriter performance,
        OutcomeWriter outcomes,
        ProfileWriter profiles)
    {
        _performance = performance;
        _outcomes = outcomes;
        _profiles = profiles;
        _alarms = alarms;
        _table = new PredictionTable(connection);
        _feeds = new FeedWatch(connection, alarms);
        _featureCounts = new FeatureCountWatch(connection, alarms);
        _loader = new RecentLoader(connection, _recent);
    }

    public PredictionFate Write(StoreIds names, in PredictionRecord record)
    {
        PredictionPayload fields = record.Fields;
        if (!PredictionKeys.Fit(names.PredictionSource, fields.Number))
        {
            return PredictionFate.Malformed;
        }

        if (!TryResolve(names, fields, out StoredPrediction prediction)
            || !TryEncode(names, record.Probabilities))
        {
            return PredictionFate.Undefined;
        }

        bool isStored = fields.FeatureCount > 0
            ? TryWriteCompared(prediction, fields, record.Features)
            : TryInsert(prediction, fields, record.Features);
        return isStored ? PredictionFate.Stored : PredictionFate.Malformed;
    }

    /// <summary>Writes what is in memory only, so that the transaction can be committed.</summary>
    public void Flush()
    {
        _table.Flush();
        _feeds.Flush();
    }

    /// <summary>Rows were taken out or put back: what is remembered of them is read again.</summary>
    public void Forget()
    {
        Flush();
        _recent.Clear();
        _loader.Forget();
    }

    public void Dispose()
    {
        _table.Dispose();
        _feeds.Dispose();
        _featureCounts.Dispose();
        _loader.Dispose();
    }

    private static bool TryResolve(StoreIds names, in PredictionPayload fields, out StoredPrediction prediction)
    {
        prediction = default;
        if (names.FindWord(fields.Model) is not { } model
            || names.FindWord(fields.Symbol) is not { } symbol
            || names.FindWord(fields.Action) is not { } action
            || names.FindCheckpoint(fields.Checkpoint) is not { } checkpoint)
        {
            return false;
        }

        prediction = new StoredPrediction(
            PredictionKeys.Of(names.PredictionSource, fields.Number),
            model.Id,
            symbol.Id,
            action.Id,
            checkpoint,
            fields.DecidedMs,
            fields.Confidence,
            fields.LatencyMs,
            (PredictionFlaws)fields.Flaws);
        return true;
    }

    private bool TryEncode(StoreIds names, ReadOnlySpan<LabelProbability> probabilities)
    {
        _probabilities.Begin();
        foreach (LabelProbability probability in probabilities)
        {
            if (names.FindWord(probability.Label) is not { } label)
            {
                return false;
            }

            _probabilities.Add(label, probability.Probability);
        }

        _probabilities.End();
        return true;
    }

    private bool TryWriteCompared(
        StoredPrediction prediction, in PredictionPayload fields, ReadOnlySpan<float> features)
    {
        var key = RecentKey.Of(prediction, fields);
        ulong answer = AnswerHash.Of(prediction.Action, prediction.Confidence, _probabilities.Utf8);
        RecentComparison comparison = Compare(key, answer, fields);
        if (comparison.First is { } same && same.Id == prediction.Id)
        {
            return false; // taken once already
        }

        PredictionFlaws odd = _feeds.Observe(prediction, fields) | _featureCounts.Observe(prediction, fields);
        if (comparison.First is { } first)
        {
            return TryRepeat(prediction, first);
        }

        if (comparison.Contradicted is not null)
        {
            odd |= PredictionFlaws.Nondeterministic;
        }

        prediction = prediction with { Flaws = prediction.Flaws | odd };
        if (!TryInsert(prediction, fields, features))
        {
            return false;
        }

        _recent.Add(new RecentPrediction(key, answer, prediction.Id, prediction.DecidedMs, prediction.Flaws));
        if (comparison is { Contradicted: { } contradicted, IsKnown: false })
        {
            _alarms.Contradiction(fields.TimeMs, prediction, contradicted.Id);
        }

        return true;
    }

    private RecentComparison Compare(in RecentKey key, ulong answer, in PredictionPayload fields)
    {
        if (fields.WindowMs == 0)
        {
            return default;
        }

        _loader.Require(key.Model, fields.DecidedMs, fields.WindowMs);
        return _recent.Compare(key, answer, fields.DecidedMs, fields.WindowMs);
    }

    private bool TryInsert(
        in StoredPrediction prediction, in PredictionPayload fields, ReadOnlySpan<float> features)
    {
        if (!_table.TryInsert(prediction, fields, _probabilities.Utf8))
        {
            return false;
        }

        _performance.Add(prediction);
        _profiles.Add(prediction, features);
        _outcomes.Match(prediction);
        return true;
    }

    private bool TryRepeat(in StoredPrediction repeat, in RecentPrediction first)
    {
        if (!_table.TryRepeat(repeat.Id, first.Id, repeat.DecidedMs))
        {
            return false;
        }

        // The same question and the same answer: all but these are alike.
        StoredPrediction counted = repeat with
        {
            Id = first.Id,
            DecidedMs = first.DecidedMs,
            LatencyMs = double.NaN,
            Flaws = first.Flaws,
        };
        _performance.AddRepeat(counted, repeat.LatencyMs);
        _outcomes.MatchRepeat(repeat.Id, counted);
        return true;
    }
}
