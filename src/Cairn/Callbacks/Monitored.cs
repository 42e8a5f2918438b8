using System.Text.Json.Nodes;

namespace Cairn.Callbacks;

/// <summary>
/// The metric that a callback decides by, and the one that a saved state is about: a best loss means nothing to a
/// callback that monitors an accuracy. Stateless.
/// </summary>
internal static class Monitored
{
    public static JsonObject ToJson(string monitor, MetricGoal goal) =>
        new() { ["monitor"] = monitor, ["goal"] = NameOf(goal) };

    public static void Require(JsonObject state, string monitor, MetricGoal goal)
    {
        string savedMonitor = state.Text("monitor"), savedGoal = state.Text("goal");
        if (!CallbackState.IsSame(savedMonitor, monitor) || savedGoal != NameOf(goal))
        {
            throw new CallbackStateException(
                $"The saved state is about '{savedMonitor}' ({savedGoal}), but the callback monitors '{monitor}' "
                + $"({NameOf(goal)}). Give it the same monitor and goal as before, or another name.");
        }
    }

    /// <summary>What every finite value is better than.</summary>
    public static double WorstOf(MetricGoal goal) =>
        goal == MetricGoal.Minimize ? double.PositiveInfinity : double.NegativeInfinity;

    public static string NameOf(MetricGoal goal) => goal == MetricGoal.Minimize ? "minimize" : "maximize";
}
