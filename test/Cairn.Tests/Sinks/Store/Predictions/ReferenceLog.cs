using Cairn.Storage;

namespace Cairn.Tests.Sinks.Store.Predictions;

/// <summary>The rules of the inference log as they are told in its design page, without any speed or restarts.</summary>
internal sealed class ReferenceLog
{
    private const long FreezeMs = 15 * 60_000;

    private readonly List<Row> _rows = [];
    private readonly List<string> _repeats = [];
    private readonly List<string> _alarms = [];
    private readonly List<Asked> _calls = [];
    private readonly Dictionary<(string, string?), int> _lastCounts = [];
    private readonly Dictionary<(string, string?), long> _lastCountAlarms = [];
    private readonly HashSet<(string, string)> _frozen = [];

    public IEnumerable<string> Rows =>
        _rows.Select(row => $"{row.Id}|{row.RepeatCount}|{row.LastSeenMs}|{(int)row.Flaws}").Order(StringComparer.Ordinal);

    public IEnumerable<string> Repeats => _repeats.Order(StringComparer.Ordinal);

    public IEnumerable<string> Alarms => _alarms;

    public void Add(string id, Asked asked)
    {
        PredictionFlaws flaws = asked.Features.Length == 0 ? 0 : Freeze(asked) | CountChange(asked);
        Row[] near = asked.Features.Length == 0 || asked.WindowMs == 0
            ? []
            : [.. _rows.Where(row => IsSameQuestion(row.Asked, asked)
                && Math.Abs(asked.DecidedMs - row.Asked.DecidedMs) <= asked.WindowMs)];
        Row? first = near
            .Where(row => IsSameAnswer(row.Asked, asked) && row.Asked.DecidedMs <= asked.DecidedMs)
            .OrderByDescending(row => row.Asked.DecidedMs).ThenBy(row => row.Id, StringComparer.Ordinal).FirstOrDefault();
        if (first is not null)
        {
            first.RepeatCount++;
            first.LastSeenMs = Math.Max(first.LastSeenMs, asked.DecidedMs);
            _repeats.Add($"{id}|{first.Id}");
            return;
        }

        if (near.Any(row => !IsSameAnswer(row.Asked, asked)))
        {
            flaws |= PredictionFlaws.Nondeterministic;
            if (near.All(row => (row.Flaws & PredictionFlaws.Nondeterministic) == 0))
            {
                _alarms.Add("nondeterministic");
            }
        }

        _rows.Add(new Row(id, asked, flaws) { LastSeenMs = asked.DecidedMs });
    }

    private static bool IsSameQuestion(Asked one, Asked other) =>
        (one.Model, one.Symbol, one.Checkpoint) == (other.Model, other.Symbol, other.Checkpoint)
        && one.Features.SequenceEqual(other.Features);

    private static bool IsSameAnswer(Asked one, Asked other) =>
        (one.Action, one.Confidence) == (other.Action, other.Confidence)
        && one.Probabilities.SequenceEqual(other.Probabilities);

    private PredictionFlaws Freeze(Asked asked)
    {
        List<Asked> calls = [.. _calls.Where(call => (call.Model, call.Symbol) == (asked.Model, asked.Symbol))];
        (string, string) feed = (asked.Model, asked.Symbol);
        bool isFrozen = _frozen.Contains(feed);
        if (calls.Count > 0 && asked.DecidedMs < calls[^1].DecidedMs)
        {
            return isFrozen && asked.Features.SequenceEqual(calls[^1].Features) ? PredictionFlaws.FrozenFeed : 0;
        }

        _calls.Add(asked);
        calls.Add(asked);
        Asked[] same = [.. calls.AsEnumerable().Reverse().TakeWhile(call => call.Features.SequenceEqual(asked.Features))];
        bool isNowFrozen = same.Length > 1
            && (isFrozen || (same.Length >= 10 && asked.DecidedMs - same[^1].DecidedMs >= FreezeMs));
        if (isNowFrozen != isFrozen)
        {
            _alarms.Add(isNowFrozen ? "frozen_feed" : "feed_moves_again");
            _ = isNowFrozen ? _frozen.Add(feed) : _frozen.Remove(feed);
        }

        return isNowFrozen ? PredictionFlaws.FrozenFeed : 0;
    }

    private PredictionFlaws CountChange(Asked asked)
    {
        (string, string?) key = (asked.Model, asked.Checkpoint);
        int last = _lastCounts.GetValueOrDefault(key, asked.Features.Length);
        _lastCounts[key] = asked.Features.Length;
        if (last == asked.Features.Length)
        {
            return 0;
        }

        if (!_lastCountAlarms.TryGetValue(key, out long alarmMs) || Math.Abs(asked.DecidedMs - alarmMs) >= 5 * 60_000)
        {
            _lastCountAlarms[key] = asked.DecidedMs;
            _alarms.Add("feature_count_changed");
        }

        return PredictionFlaws.FeatureCountChanged;
    }

    private sealed class Row(string id, Asked asked, PredictionFlaws flaws)
    {
        public string Id { get; } = id;

        public Asked Asked { get; } = asked;

        public PredictionFlaws Flaws { get; } = flaws;

        public int RepeatCount { get; set; }

        public long LastSeenMs { get; set; }
    }
}
