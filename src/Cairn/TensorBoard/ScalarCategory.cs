namespace Cairn.TensorBoard;

/// <summary>Charts under one heading.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Charts">The charts.</param>
public sealed record ScalarCategory(string Title, IReadOnlyList<ScalarChart> Charts);
