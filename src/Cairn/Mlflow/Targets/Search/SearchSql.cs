using System.Text;

namespace Cairn.Mlflow.Targets.Search;

/// <summary>
/// A filter as conditions of SQL on <c>runs r</c>. Keys and values are parameters, never text of the statement. Not
/// thread-safe.
/// </summary>
/// <param name="firstParameter">The number of the first parameter that is free.</param>
internal sealed class SearchSql(int firstParameter)
{
    private readonly StringBuilder _text = new();
    private readonly List<object?> _values = []; // bounded by the length of the filter

    /// <summary>Begins with <c> AND</c> when there is any condition.</summary>
    public string Text => _text.ToString();

    /// <summary>The values of the parameters, in order.</summary>
    public IReadOnlyList<object?> Values => _values;

    public void Add(SearchCondition condition) => _text.Append(" AND ").Append(condition.Field switch
    {
        SearchField.Metric => Metric(condition),
        SearchField.Parameter => Exists("params", condition),
        SearchField.Tag => Exists("tags", condition),
        _ => Attribute(condition),
    });

    /// <summary>A NaN is stored as 0 with a mark; it is unlike every number.</summary>
    private string Metric(SearchCondition condition)
    {
        string key = Parameter(condition.Key);
        string comparison = $"x.is_nan = 0 AND x.value {Sign(condition.Operator)} {Parameter(condition.Number)}";
        string nan = condition.Operator == SearchOperator.NotEqual ? "x.is_nan = 1 OR " : "";
        return $"EXISTS (SELECT 1 FROM latest_metrics x WHERE x.run_uuid = r.run_uuid AND x.key = {key} AND ({nan}{comparison}))";
    }

    private string Exists(string table, SearchCondition condition) =>
        $"EXISTS (SELECT 1 FROM {table} x WHERE x.run_uuid = r.run_uuid AND x.key = {Parameter(condition.Key)} "
        + $"AND {CompareText("x.value", condition)})";

    private string Attribute(SearchCondition condition)
    {
        string column = condition.Key switch
        {
            "run_id" => "r.run_uuid",
            "run_name" => "r.name",
            "start_time" => "r.start_time",
            "end_time" => "r.end_time",
            "user_id" => "r.user_id",
            _ => "r.status",
        };
        return condition.IsNumeric
            ? $"{column} {Sign(condition.Operator)} {Parameter(condition.Number)}"
            : CompareText(column, condition);
    }

    private string CompareText(string column, SearchCondition condition) => condition.Operator switch
    {
        SearchOperator.Like => $"{column} GLOB {Parameter(LikePattern.ToGlob(condition.Text))}",
        SearchOperator.LikeAnyCase => $"{column} LIKE {Parameter(condition.Text)}",
        _ => $"{column} {Sign(condition.Operator)} {Parameter(condition.Text)}",
    };

    private static string Sign(SearchOperator comparison) => comparison switch
    {
        SearchOperator.Equal => "=",
        SearchOperator.NotEqual => "!=",
        SearchOperator.Less => "<",
        SearchOperator.LessOrEqual => "<=",
        SearchOperator.Greater => ">",
        _ => ">=",
    };

    private string Parameter(object value)
    {
        _values.Add(value);
        return $"${firstParameter + _values.Count - 1}";
    }
}
