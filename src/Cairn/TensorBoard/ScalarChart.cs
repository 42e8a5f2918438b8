namespace Cairn.TensorBoard;

/// <summary>Several scalars in one chart.</summary>
/// <param name="Title">Over the chart.</param>
/// <param name="Tags">Regular expressions; every scalar whose tag fits one is drawn.</param>
public sealed record ScalarChart(string Title, IReadOnlyList<string> Tags);
