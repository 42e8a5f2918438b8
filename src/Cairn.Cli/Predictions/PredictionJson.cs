using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Predictions;

/// <summary>Predictions and outcomes for programs. Stateless.</summary>
internal static class PredictionJson
{
    public static void Write(JsonOutput json, PredictionInfo one)
    {
        json.Text("id", one.Id.ToString());
        json.Text("model", one.Model);
        json.Text("symbol", one.Symbol);
        json.Text("action", one.Action);
        json.Number("confidence", one.Confidence);
        json.Object("probabilities", () => WriteEach(one.Probabilities, (name, value) => json.Number(name, value)));
        json.Time("decided_utc", one.DecisionTime);
        json.Time("recorded_utc", one.RecordedTime);
        json.Time("data_as_of_utc", one.DataAsOf);
        json.Text("feature_hash", one.FeatureHash);
        json.Integer("feature_count", one.FeatureCount);
        json.Number("processing_time_ms", one.ProcessingTimeMs);
        json.Integer("memory_bytes", one.MemoryBytes);
        json.Text("checkpoint", one.CheckpointId);
        json.Text("checkpoint_digest", one.CheckpointDigest);
        json.List("flaws", Words.OfFlags(one.Flaws), json.Value);
        json.Integer("repeat_count", one.RepeatCount);
        json.Time("last_seen_utc", one.LastSeen);
        json.Text("state", Words.Of(one.State));
        if (one.Outcome is { } outcome)
        {
            json.Object("outcome", () => Write(json, outcome));
        }
    }

    public static void Write(JsonOutput json, OutcomeInfo one)
    {
        json.Integer("id", one.Id);
        json.Text("prediction", one.Prediction?.ToString());
        json.Text("reference", one.Reference);
        json.Text("model", one.Model);
        json.Text("symbol", one.Symbol);
        json.Text("actual", one.Actual);
        json.Number("value", one.Value);
        json.Time("time_utc", one.Time);
        json.Time("received_utc", one.ReceivedTime);
        json.Text("status", Words.Of(one.Status));
        json.Flag("is_correct", one.IsCorrect);
    }

    public static void Write(JsonOutput json, ModelContract contract)
    {
        json.Number("horizon_seconds", contract.Horizon.TotalSeconds);
        json.Number("deadline_seconds", contract.Deadline.TotalSeconds);
        json.Text("up", contract.Rule.Up);
        json.Text("down", contract.Rule.Down);
        json.Text("flat", contract.Rule.Flat);
        json.Number("dead_band", contract.Rule.DeadBand);
    }

    private static void WriteEach(IReadOnlyDictionary<string, double> pairs, Action<string, double> write)
    {
        foreach ((string key, double value) in pairs)
        {
            write(key, value);
        }
    }
}
