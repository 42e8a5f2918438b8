using System.Globalization;
using System.Text.Json.Nodes;
using Cairn.Callbacks.Trends;

namespace Cairn.Callbacks;

/// <summary>
/// Watches where metrics are going over the last epochs, and warns once when one begins to stand still or to get worse.
/// It ends nothing. Not thread-safe.
/// </summary>
/// <remarks>
/// A metric gets better or worse when its trend is beyond chance (Mann–Kendall, <see cref="Significance"/>) and its
/// usual change (Theil–Sen) adds up to <see cref="MinChange"/> over the window; it also gets worse when its last value
/// is worse than the window's median by more than half of that median. Else it stands still. Values that are not finite
/// are left out.
/// </remarks>
public sealed class MetricTracker : ITrainingCallback
{
    // With four values not even four in a row are beyond chance (p = 0.09).
    private const int MinWindow = 5;

    // All pairs of 500 values are 1 MB for a moment.
    private const int MaxWindow = 500;

    private readonly TrendWindow[] _windows;

    /// <summary>Makes a callback.</summary>
    /// <param name="metrics">Names, as <see cref="CallbackState.Find"/> takes them.</param>
    /// <param name="window">How many epochs are looked at, from 5 to 500. Until there are that many it says
    /// nothing.</param>
    /// <exception cref="ArgumentException">A name is empty or given twice, or the window is outside its limits.</exception>
    public MetricTracker(IEnumerable<string> metrics, int window = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, MinWindow);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, MaxWindow);
        ArgumentNullException.ThrowIfNull(metrics);
        _windows = [.. metrics.Select(metric => new TrendWindow(metric, window))];
        foreach (TrendWindow one in _windows)
        {
            ArgumentException.ThrowIfNullOrEmpty(one.Metric, nameof(metrics));
            if (FindWindow(one.Metric) != one)
            {
                throw new ArgumentException($"'{one.Metric}' is given twice.", nameof(metrics));
            }
        }
    }

    /// <inheritdoc/>
    public string Name { get; init; } = "metric_tracker";

    /// <summary>
    /// Which way these metrics get better. Default <see cref="MetricGoal.Minimize"/>; use a second tracker for others.
    /// </summary>
    public MetricGoal Goal { get; init; }

    /// <summary>The share of the median that a change over the window must exceed to matter. Default 0.01.</summary>
    public double MinChange { get; init; } = 0.01;

    /// <summary>A trend is beyond chance when its p-value is at most this. Default 0.05.</summary>
    public double Significance { get; init; } = 0.05;

    /// <summary>Where a metric is going; null until the window is full.</summary>
    /// <exception cref="ArgumentException">The metric is not one of those that are watched.</exception>
    public MetricTrend? TrendOf(string metric) => (FindWindow(metric) ?? throw new ArgumentException(
        $"'{metric}' is not watched; these are: {string.Join(", ", _windows.Select(one => one.Metric))}.",
        nameof(metric))).Trend(Rule);

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, object?>> Settings =>
    [
        new("metrics", _windows.Select(one => one.Metric).ToArray()), new("window", _windows.FirstOrDefault()?.Length),
        new("goal", Monitored.NameOf(Goal)), new("min_change", MinChange), new("significance", Significance),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<CallbackDecision> OnEpochEnd(in CallbackState state)
    {
        List<CallbackDecision>? decisions = null;
        foreach (TrendWindow window in _windows)
        {
            if (Look(window, state.Find(window.Metric)) is { } decision)
            {
                (decisions ??= []).Add(decision);
            }
        }

        return decisions ?? [];
    }

    /// <inheritdoc/>
    public JsonObject SaveState()
    {
        var state = new JsonObject();
        foreach (TrendWindow window in _windows)
        {
            state[window.Metric] = window.ToJson();
        }

        return state;
    }

    /// <inheritdoc/>
    public void LoadState(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        foreach (TrendWindow window in _windows)
        {
            window.Load(state.Object(window.Metric));
        }
    }

    private TrendRule Rule => new(Goal, MinChange, Significance);

    private TrendWindow? FindWindow(string metric) =>
        Array.Find(_windows, window => CallbackState.IsSame(window.Metric, metric));

    private CallbackDecision? Look(TrendWindow window, double? given)
    {
        if (given is not { } value)
        {
            bool isNew = !window.SaidMissing;
            window.SaidMissing = true;
            return isNew ? CallbackDecision.Warn($"the state of the training has no '{window.Metric}'") : null;
        }

        if (!double.IsFinite(value) || !window.Add(value))
        {
            return null;
        }

        MetricTrend trend = window.Trend(Rule)!;
        bool isOnset = trend.Kind != window.Kind && trend.Kind != MetricTrendKind.Improving;
        window.Kind = trend.Kind;
        return isOnset ? Say(window.Metric, value, trend) : null;
    }

    private static CallbackDecision Say(string metric, double value, MetricTrend trend)
    {
        string what = trend.Kind == MetricTrendKind.Plateau ? "stands still" : "gets worse";
        string reason = string.Create(
            CultureInfo.InvariantCulture,
            $"{metric} {what}: {trend.Slope:G3} per epoch around {trend.Median:G6}, last {value:G6} (p = {trend.PValue:0.00})");
        return CallbackDecision.Warn(reason) with
        {
            Values =
            [
                new("metric", metric), new("trend", trend.Kind.ToString().ToLowerInvariant()), new("value", value),
                new("slope", trend.Slope), new("p_value", trend.PValue), new("median", trend.Median),
            ],
        };
    }
}
