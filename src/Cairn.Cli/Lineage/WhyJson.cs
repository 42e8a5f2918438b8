using Cairn.Cli.Decisions;
using Cairn.Cli.Output;
using Cairn.Cli.Predictions;
using Cairn.Storage;

namespace Cairn.Cli.Lineage;

/// <summary>The way back from a prediction, for programs. Stateless.</summary>
internal static class WhyJson
{
    public static int Write(CliCall call, PredictionLineage lineage) => JsonOutput.Write(call.Terminal, json =>
    {
        json.Object("prediction", () => PredictionJson.Write(json, lineage.Prediction));
        if (lineage.Contract is { } contract)
        {
            json.Object("contract", () => PredictionJson.Write(json, contract));
        }

        json.Object("checkpoint", () => WriteCheckpoint(json, lineage.Checkpoint));
        json.Object("run", () => WriteRun(json, lineage.Run, call.Now));
    });

    private static void WriteCheckpoint(JsonOutput json, CheckpointLink link)
    {
        json.Text("id", link.Id);
        json.Text("standing", Words.Of(link.Standing));
        json.Text("message", link.Message);
        json.Text("recorded_digest", link.RecordedDigest);
        json.Text("found_digest", link.FoundDigest);
        if (link.Metadata is { } metadata)
        {
            json.Integer("epoch", metadata.Epoch);
            json.Integer("step", metadata.Step);
            json.Time("created_utc", metadata.CreatedUtc);
            json.Text("monitor_metric", metadata.MonitorMetric);
            json.Text("goal", Checkpoints.CheckpointText.Goal(metadata.Goal));
            json.Number("score", metadata.Score);
        }
    }

    private static void WriteRun(JsonOutput json, RunLink link, DateTimeOffset now)
    {
        json.Text("message", link.Message);
        if (link.Run is not { } run)
        {
            return;
        }

        RunText.WriteJson(json, run, now);
        json.Text("end_reason", run.EndReason);
        json.Text("note", run.Note);
        json.Stored("configuration", run.ConfigurationJson);
        json.Object("parameters", () => WriteEach(link.Parameters, json.Stored));
        json.Object("tags", () => WriteEach(link.Tags, json.Text));
        json.Object("decisions", () =>
        {
            foreach (Topic topic in Explanation.Topics)
            {
                json.Objects(topic.Key, link.Decisions.Of(topic), one => EventText.WriteJson(json, one));
            }
        });
    }

    private static void WriteEach(IReadOnlyDictionary<string, string> pairs, Action<string, string> write)
    {
        foreach ((string key, string value) in pairs)
        {
            write(key, value);
        }
    }
}
