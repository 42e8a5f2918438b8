namespace Cairn.Callbacks;

/// <summary>Where a metric was going over the window of a <see cref="MetricTracker"/>.</summary>
/// <param name="Kind">What that means for the training.</param>
/// <param name="Slope">The usual change per epoch (Theil–Sen), in the unit of the metric.</param>
/// <param name="PValue">How likely it is that chance alone looks like that (Mann–Kendall), from 0 to 1.</param>
/// <param name="Median">The middle value.</param>
public sealed record MetricTrend(MetricTrendKind Kind, double Slope, double PValue, double Median);
