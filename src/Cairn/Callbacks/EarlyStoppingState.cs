using System.Text.Json.Nodes;

namespace Cairn.Callbacks;

/// <summary>What an <see cref="EarlyStopping"/> remembers. Immutable.</summary>
/// <param name="Best">The best value; without a meaning while there is no epoch of it.</param>
/// <param name="BestEpoch">The epoch of the best value.</param>
/// <param name="Waited">Epochs since one that counted as an improvement.</param>
/// <param name="Seen">Epochs that had the metric.</param>
/// <param name="SaidMissing">Whether it has said that the metric is missing.</param>
/// <param name="Restored">Whether it has asked for the best weights.</param>
internal readonly record struct EarlyStoppingState(
    double Best, long? BestEpoch, long Waited, long Seen, bool SaidMissing, bool Restored)
{
    public static EarlyStoppingState Initial => new(double.NaN, null, 0, 0, SaidMissing: false, Restored: false);

    public JsonObject ToJson(string monitor, MetricGoal goal)
    {
        JsonObject json = Monitored.ToJson(monitor, goal);
        json["best"] = StateJson.Of(Best);
        json["best_epoch"] = BestEpoch;
        json["waited"] = Waited;
        json["seen"] = Seen;
        json["said_missing"] = SaidMissing;
        json["restored"] = Restored;
        return json;
    }

    public static EarlyStoppingState FromJson(JsonObject json, string monitor, MetricGoal goal)
    {
        Monitored.Require(json, monitor, goal);
        return new EarlyStoppingState(
            json.Double("best"),
            json["best_epoch"] is null ? null : json.Long("best_epoch"),
            json.Long("waited"),
            json.Long("seen"),
            json.Flag("said_missing"),
            json.Flag("restored"));
    }
}
