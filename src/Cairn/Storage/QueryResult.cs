namespace Cairn.Storage;

/// <summary>Rows of a query. Values are null, long, double, string or byte[].</summary>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">One array of values for each row.</param>
/// <param name="IsTruncated">True when there were more rows than asked for.</param>
public sealed record QueryResult(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows, bool IsTruncated);
