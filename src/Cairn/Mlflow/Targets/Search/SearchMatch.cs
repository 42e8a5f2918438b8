using Cairn.Mlflow.Targets.Local;

namespace Cairn.Mlflow.Targets.Search;

/// <summary>Holds a run in memory to a filter. Stateless.</summary>
internal static class SearchMatch
{
    /// <summary>Whether every comparison holds; one of something that the run does not have never does.</summary>
    public static bool Holds(this IReadOnlyList<SearchCondition> conditions, MlflowRun run) =>
        conditions.All(condition => Holds(condition, run));

    private static bool Holds(SearchCondition condition, MlflowRun run) => condition.Field switch
    {
        SearchField.Metric => run.Metrics.TryGetValue(condition.Key, out MlflowPoint point)
            && Compare(point.Value, condition),
        SearchField.Parameter => run.Parameters.TryGetValue(condition.Key, out string? value) && Compare(value, condition),
        SearchField.Tag => run.Tags.TryGetValue(condition.Key, out string? value) && Compare(value, condition),
        _ => HoldsForAttribute(condition, run),
    };

    private static bool HoldsForAttribute(SearchCondition condition, MlflowRun run) => condition.Key switch
    {
        "start_time" => Compare(run.StartedUtc.ToUnixTimeMilliseconds(), condition),
        "end_time" => run.EndedUtc is { } ended && Compare(ended.ToUnixTimeMilliseconds(), condition),
        "run_id" => Compare(run.Id, condition),
        "run_name" => Compare(run.Name, condition),
        "status" => Compare(RunStatusText.Of(run.Status), condition),
        _ => run.Tags.TryGetValue(WellKnownTags.User, out string? user) && Compare(user, condition),
    };

    private static bool Compare(double value, SearchCondition condition) => condition.Operator switch
    {
        SearchOperator.Equal => value == condition.Number,
        SearchOperator.NotEqual => value != condition.Number,
        SearchOperator.Less => value < condition.Number,
        SearchOperator.LessOrEqual => value <= condition.Number,
        SearchOperator.Greater => value > condition.Number,
        _ => value >= condition.Number,
    };

    private static bool Compare(string value, SearchCondition condition) => condition.Operator switch
    {
        SearchOperator.Equal => value == condition.Text,
        SearchOperator.NotEqual => value != condition.Text,
        SearchOperator.Like => LikePattern.Fits(value, condition.Text, anyCase: false),
        _ => LikePattern.Fits(value, condition.Text, anyCase: true),
    };
}
