using Cairn.Storage;

namespace Cairn.Cli.Predictions;

/// <summary>The last predictions of a store, and then those that were not there before. Not thread-safe.</summary>
internal sealed class PredictionTail(IPredictionStore store, PredictionFilter filter)
{
    /// <summary>Of more in half a second nobody could read one; the newest of them are shown.</summary>
    private const int Window = 1000;

    // Bounded by the window, or by what was asked for at first.
    private HashSet<PredictionId> _seen = [];

    /// <summary>What is older than this came back from an archive, or into view because newer ones left.</summary>
    private DateTimeOffset _oldest = DateTimeOffset.MinValue;

    /// <summary>So many, oldest first.</summary>
    public IReadOnlyList<PredictionInfo> ReadLast(int count) =>
        [.. Look(Math.Max(Window, count)).Take(count).Reverse()];

    /// <summary>What came since the last look, oldest first.</summary>
    public IReadOnlyList<PredictionInfo> ReadNew()
    {
        (HashSet<PredictionId> seen, DateTimeOffset oldest) = (_seen, _oldest);
        return [.. Look(Window).Where(one => !seen.Contains(one.Id) && one.DecisionTime >= oldest).Reverse()];
    }

    private IReadOnlyList<PredictionInfo> Look(int count)
    {
        IReadOnlyList<PredictionInfo> newest = store.List(filter with { Limit = count });
        _seen = [.. newest.Select(one => one.Id)];
        _oldest = newest.Count == count ? newest[^1].DecisionTime : DateTimeOffset.MinValue;
        return newest;
    }
}
