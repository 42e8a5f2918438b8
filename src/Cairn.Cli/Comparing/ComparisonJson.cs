using Cairn.Cli.Output;

namespace Cairn.Cli.Comparing;

/// <summary>A comparison for programs.</summary>
internal static class ComparisonJson
{
    public static int Write(CliCall call, Comparison comparison) => JsonOutput.Write(call.Terminal, json =>
    {
        json.Objects("runs", comparison.Runs, run => RunText.WriteJson(json, run.Info, call.Now));
        json.Object("parameters", () => WriteParameters(json, comparison));
        json.Integer("same_parameters", comparison.SameParameters);
        json.Objects("metrics", comparison.Metrics, metric => WriteMetric(json, metric));
    });

    private static void WriteParameters(JsonOutput json, Comparison comparison)
    {
        foreach (string key in comparison.DifferingParameters)
        {
            json.Object(key, () =>
            {
                foreach (ComparedRun run in comparison.Runs)
                {
                    json.Text(run.Info.Id, run.Parameters.GetValueOrDefault(key));
                }
            });
        }
    }

    private static void WriteMetric(JsonOutput json, ComparedMetric metric)
    {
        json.Text("name", metric.Name);
        json.Text("goal", metric.Goal is { } goal ? Words.Of(goal) : null);
        json.Text("best_run", metric.Winner?.Info.Id);
        json.Objects("runs", metric.Series, one =>
        {
            json.Text("run", one.Run.Info.Id);
            json.Number("last", one.Series.Last);
            json.Number("best", one.Goal is null ? null : one.Best);
            json.Integer("step_of_best", one.Goal is null ? null : one.StepOfBest);
            json.Integer("count", one.Series.Count);
        });
    }
}
