using Cairn.Statistics.Sketches;

namespace Cairn.Statistics;

/// <summary>
/// Compares profiles. Errors of sketches and of chance are each of a kind whose tails fall like those of a normal
/// distribution, so their variances add up: those of the sketches as they count them, and 1 / 4n for n values
/// (A. Dvoretzky, J. Kiefer and J. Wolfowitz 1956, with the constant of P. Massart 1990). Stateless.
/// </summary>
internal sealed class ProfileComparison(double threshold, long minCount)
{
    /// <summary>One in a hundred comparisons may be off by more than its bound.</summary>
    private const double Risk = 0.01;

    public DriftReport Compare(InputProfile reference, InputProfile live) => new()
    {
        Threshold = threshold,
        ReferenceRecords = reference.Records,
        LiveRecords = live.Records,
        Features =
        [
            .. Enumerable.Range(0, Math.Max(reference.FeatureCount, live.FeatureCount)).Select(feature => Compare(
                feature < reference.FeatureNames.Count ? reference.NameOf(feature) : live.NameOf(feature),
                SketchOf(reference, feature),
                SketchOf(live, feature))),
        ],
        Confidence = Compare("confidence", reference.Confidence, live.Confidence),
        Actions = CompareActions(reference.Actions, live.Actions),
    };

    private static QuantileSketch SketchOf(InputProfile profile, int feature) =>
        feature < profile.FeatureCount ? profile.Feature(feature) : new QuantileSketch();

    private FeatureDrift Compare(string name, QuantileSketch reference, QuantileSketch live)
    {
        var before = new SortedValues(reference);
        var now = new SortedValues(live);
        double distance = before.DistanceTo(now);
        double bound = BoundOf(VarianceOf(reference, reference.Count) + VarianceOf(live, live.Count));
        MissingChange missing = CompareMissing(reference, live);
        DriftVerdict verdict = Judge(distance, bound, Math.Min(reference.Count, live.Count));
        return new FeatureDrift
        {
            Name = name,
            Distance = distance,
            Bound = bound,
            ReferenceCount = reference.Count,
            LiveCount = live.Count,
            ReferenceMedian = before.Quantile(0.5),
            LiveMedian = now.Quantile(0.5),
            Missing = missing,
            Verdict = missing.Verdict == DriftVerdict.Drifted ? DriftVerdict.Drifted : verdict,
        };
    }

    private MissingChange CompareMissing(QuantileSketch reference, QuantileSketch live)
    {
        double before = MissingOf(reference);
        double now = MissingOf(live);
        double bound = BoundOf(VarianceOf(reference, reference.Total) + VarianceOf(live, live.Total));
        double change = Math.Abs(now - before);
        return new MissingChange(before, now, bound, Judge(change, bound, Math.Min(reference.Total, live.Total)));
    }

    /// <summary>
    /// The total variation of n values of k kinds is more than e above the true one with a chance of at most
    /// 2^k exp(-2ne²) (T. Weissman et al., "Inequalities for the L1 deviation of the empirical distribution", 2003).
    /// </summary>
    private ActionDrift CompareActions(
        IReadOnlyDictionary<string, long> reference, IReadOnlyDictionary<string, long> live)
    {
        long before = reference.Values.Sum();
        long now = live.Values.Sum();
        string[] actions = [.. reference.Keys.Union(live.Keys)];
        Dictionary<string, double> shares = actions.ToDictionary(one => one, one => Share(reference, one, before));
        Dictionary<string, double> liveShares = actions.ToDictionary(one => one, one => Share(live, one, now));
        double distance = before == 0 || now == 0 ? 0 : actions.Sum(one => Math.Abs(shares[one] - liveShares[one])) / 2;
        double tail = (actions.Length * Math.Log(2)) + Math.Log(1 / Risk);
        double bound = Math.Min(1, Math.Sqrt(tail / 2 * ((1d / before) + (1d / now))));
        return new ActionDrift(distance, bound, shares, liveShares, Judge(distance, bound, Math.Min(before, now)));
    }

    private DriftVerdict Judge(double distance, double bound, long count)
    {
        if (count < minCount)
        {
            return DriftVerdict.TooFew;
        }

        return distance - bound > threshold ? DriftVerdict.Drifted
            : distance + bound <= threshold ? DriftVerdict.Stable
            : DriftVerdict.Unsure;
    }

    private static double BoundOf(double variance) => Math.Min(1, Math.Sqrt(2 * variance * Math.Log(2 / Risk)));

    /// <summary>Of a part of so many values; infinite of none.</summary>
    private static double VarianceOf(QuantileSketch sketch, long count) => count == 0
        ? double.PositiveInfinity
        : (sketch.Variance / count / count) + (1 / (4d * count));

    private static double MissingOf(QuantileSketch sketch) =>
        sketch.Total == 0 ? double.NaN : (double)(sketch.NaNs + sketch.Infinities) / sketch.Total;

    private static double Share(IReadOnlyDictionary<string, long> counts, string action, long all) =>
        all == 0 ? 0 : (double)counts.GetValueOrDefault(action) / all;
}
