using Cairn.Cli.Output;
using Cairn.Statistics;

namespace Cairn.Cli.Drift;

/// <summary>The drift of checkpoints, for programs. Stateless.</summary>
internal static class DriftJson
{
    public static void Write(Terminal terminal, string model, IReadOnlyList<CheckpointDrift> all) =>
        JsonOutput.Write(terminal, json =>
        {
            json.Text("model", model);
            json.Objects("checkpoints", all, one =>
            {
                json.Text("checkpoint", one.Checkpoint.CheckpointId);
                json.Integer("live", one.Live);
                json.Text("problem", one.Problem);
                json.Flag("has_profile", one.Problem is null ? one.Report is not null : null);
                if (one.Report is { } report)
                {
                    WriteReport(json, report);
                }
            });
        });

    private static void WriteReport(JsonOutput json, DriftReport report)
    {
        json.Integer("reference", report.ReferenceRecords);
        json.Number("threshold", report.Threshold);
        json.Flag("has_drifted", report.HasDrifted);
        json.Objects(
            "features", report.Features.OrderByDescending(feature => feature.Distance), feature => Write(json, feature));
        json.Object("confidence", () => Write(json, report.Confidence));
        json.Object("actions", () =>
        {
            json.Number("distance", report.Actions.Distance);
            json.Number("bound", report.Actions.Bound);
            json.Text("verdict", DriftWords.KeyOf(report.Actions.Verdict));
            json.Object("reference", () => Write(json, report.Actions.Reference));
            json.Object("live", () => Write(json, report.Actions.Live));
        });
    }

    private static void Write(JsonOutput json, FeatureDrift feature)
    {
        json.Text("name", feature.Name);
        json.Number("distance", feature.Distance);
        json.Number("bound", feature.Bound);
        json.Text("verdict", DriftWords.KeyOf(feature.Verdict));
        json.Integer("reference_count", feature.ReferenceCount);
        json.Integer("live_count", feature.LiveCount);
        json.Number("reference_median", feature.ReferenceMedian);
        json.Number("live_median", feature.LiveMedian);
        json.Number("reference_missing", feature.Missing.Reference);
        json.Number("live_missing", feature.Missing.Live);
    }

    private static void Write(JsonOutput json, IReadOnlyDictionary<string, double> shares)
    {
        foreach ((string action, double share) in shares)
        {
            json.Number(action, share);
        }
    }
}
