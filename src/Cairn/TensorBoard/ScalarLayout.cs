namespace Cairn.TensorBoard;

/// <summary>Which scalars share a chart on TensorBoard's page of custom scalars.</summary>
/// <param name="Categories">Shown one below the other.</param>
public sealed record ScalarLayout(IReadOnlyList<ScalarCategory> Categories);
