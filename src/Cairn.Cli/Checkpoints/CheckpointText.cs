using Cairn.Checkpoints.Layout;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Checkpoints;

/// <summary>Parts of a checkpoint as people read them, and as programs do.</summary>
internal static class CheckpointText
{
    public static string Count(int count) => Numbers.Count(count, "checkpoint");

    public static string Goal(MetricGoal goal) => goal == MetricGoal.Minimize ? "min" : "max";

    public static string Score(double score, Symbols symbols) =>
        double.IsNaN(score) ? symbols.None : Numbers.Value(score);

    /// <summary>What sets it apart from the others: best, active, its aliases, pinned.</summary>
    public static string Marks(CheckpointMetadata one, Symbols symbols)
    {
        IEnumerable<string> labels = one.Aliases;
        labels = one.IsActive ? labels.Prepend("active") : labels;
        labels = one.IsBest ? labels.Prepend($"{symbols.Best} best") : labels;
        labels = one.PinnedBecause is null ? labels : labels.Append("pinned");
        return Plain.Text(string.Join(", ", labels));
    }

    /// <summary>The fields that every JSON document about a checkpoint has.</summary>
    public static void WriteJson(JsonOutput json, CheckpointMetadata one, CheckpointLayout layout)
    {
        json.Text("id", one.CheckpointId);
        json.Text("model", one.ModelName);
        json.Text("model_type", one.ModelType);
        json.Time("created_utc", one.CreatedUtc);
        json.Integer("epoch", one.Epoch);
        json.Integer("step", one.Step);
        json.Text("monitor_metric", one.MonitorMetric);
        json.Text("goal", Goal(one.Goal));
        json.Number("score", one.Score);
        json.Object("metrics", () =>
        {
            foreach ((string name, double value) in one.PerformanceMetrics)
            {
                json.Number(name, value);
            }
        });
        json.Integer("bytes", one.Bytes);
        json.Text("digest", one.Digest);
        json.Text("folder", layout.Checkpoint(one.ModelName, one.CheckpointId));
        json.Text("run", one.RunId);
        json.Text("experiment", one.Experiment);
        json.Flag("is_best", one.IsBest);
        json.Flag("is_active", one.IsActive);
        json.Flag("is_pinned", one.PinnedBecause is not null);
        json.Text("pinned_because", one.PinnedBecause);
        json.List("aliases", one.Aliases, json.Value);
    }
}
