namespace Cairn.Mlflow.Targets.Search;

/// <summary>A piece of a filter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Without its quotes.</param>
/// <param name="At">Where it begins, from 0.</param>
internal readonly record struct SearchToken(SearchTokenKind Kind, string Text, int At);
