using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Predictions;

/// <summary>What was predicted about a time. Stateless.</summary>
internal static class Surroundings
{
    /// <summary>Times are kept in milliseconds.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>The nearest that many, oldest first.</summary>
    public static IReadOnlyList<PredictionInfo> Read(
        IPredictionStore store, PredictionFilter filter, DateTimeOffset time, TimeSpan within, int limit)
    {
        IReadOnlyList<PredictionInfo> before =
            store.List(filter with { From = time - within, Until = time, Limit = limit });
        return
        [
            .. before.Concat(ReadAfter(store, filter with { From = time }, time, within, limit))
                .OrderBy(one => (one.DecisionTime - time).Duration())
                .Take(limit)
                .OrderBy(one => one.DecisionTime),
        ];
    }

    /// <summary>Says where the last one before the time is, when there are none about it.</summary>
    public static string Nothing(
        CliCall call, IPredictionStore store, PredictionFilter filter, DateTimeOffset time, TimeSpan within)
    {
        string nothing = $"Nothing that matches was predicted within {Times.Span(within)} of "
            + $"{Times.Full(time, call.Context.Time)}.";
        return store.List(filter with { Until = time, Limit = 1 }) is [var last]
            ? $"{nothing} The last one before was {Times.Full(last.DecisionTime, call.Context.Time)}: "
                + $"`cairn why {PredictionText.ShortId(last.Id)}`."
            : $"{nothing} None was before, either.";
    }

    /// <summary>
    /// The first that many. A list begins with the newest, so it reaches farther and farther until there are enough,
    /// and never reads a whole day to show twenty.
    /// </summary>
    private static IEnumerable<PredictionInfo> ReadAfter(
        IPredictionStore store, PredictionFilter filter, DateTimeOffset time, TimeSpan within, int limit)
    {
        for (TimeSpan reach = Shortest; ; reach *= 2)
        {
            DateTimeOffset last = time + (reach < within ? reach : within);
            IReadOnlyList<PredictionInfo> found =
                store.List(filter with { Until = last + Shortest, Limit = int.MaxValue });
            if (found.Count >= limit || reach >= within)
            {
                return found.TakeLast(limit);
            }
        }
    }
}
