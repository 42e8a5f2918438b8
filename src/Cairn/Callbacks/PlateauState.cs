using System.Text.Json.Nodes;

namespace Cairn.Callbacks;

/// <summary>What a <see cref="ReduceLROnPlateau"/> remembers. Immutable.</summary>
/// <param name="Best">The best value; without a meaning while there is no epoch of it.</param>
/// <param name="BestEpoch">The epoch of the best value.</param>
/// <param name="Bad">Epochs in a row that were no improvement and count.</param>
/// <param name="CooldownLeft">Epochs that do not count yet.</param>
/// <param name="SaidMissing">Whether it has said that the metric is missing.</param>
internal readonly record struct PlateauState(
    double Best, long? BestEpoch, long Bad, long CooldownLeft, bool SaidMissing)
{
    public static PlateauState Initial => new(double.NaN, null, 0, 0, SaidMissing: false);

    public JsonObject ToJson(string monitor, MetricGoal goal)
    {
        JsonObject json = Monitored.ToJson(monitor, goal);
        json["best"] = StateJson.Of(Best);
        json["best_epoch"] = BestEpoch;
        json["bad"] = Bad;
        json["cooldown_left"] = CooldownLeft;
        json["said_missing"] = SaidMissing;
        return json;
    }

    public static PlateauState FromJson(JsonObject json, string monitor, MetricGoal goal)
    {
        Monitored.Require(json, monitor, goal);
        return new PlateauState(
            json.Double("best"),
            json["best_epoch"] is null ? null : json.Long("best_epoch"),
            json.Long("bad"),
            json.Long("cooldown_left"),
            json.Flag("said_missing"));
    }
}
