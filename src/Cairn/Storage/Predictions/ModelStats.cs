using Cairn.Statistics;

namespace Cairn.Storage;

/// <summary>How a model did lately. Immutable.</summary>
/// <param name="Model">The model.</param>
/// <param name="From">The beginning: a full hour.</param>
/// <param name="Until">The end: when it was asked.</param>
/// <param name="Figures">The figures; all zero when nothing was predicted.</param>
public sealed record ModelStats(string Model, DateTimeOffset From, DateTimeOffset Until, PerformanceFigures Figures);
