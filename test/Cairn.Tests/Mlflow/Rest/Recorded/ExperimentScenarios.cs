using System.Text.Json;
using Cairn.Mlflow;
using static Cairn.Tests.Mlflow.Rest.Recorded.Scenario;

namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>Experiments, and who may see them.</summary>
internal static class ExperimentScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(["experiments-get-by-name"], (target, said) =>
            IsThe(said[0], target.GetOrCreateExperiment(Asked(said[0])))),
        new(["experiments-get-by-name", "~experiments-restore"], (target, said) =>
            target.GetOrCreateExperiment(Asked(said[0])))
        {
            Alter = body => body.Replace("\"active\"", "\"deleted\"", StringComparison.Ordinal),
        },
        new(
            ["experiments-get-by-name.error-unknown", "~experiments-create", "~experiments-get"],
            (target, said) => IsThe(said[2], target.GetOrCreateExperiment(Asked(said[0])))),
        new(
            ["~experiments-get-by-name.error-unknown", "experiments-create", "experiments-get"],
            (target, said) => IsThe(said[2], target.GetOrCreateExperiment(Text(said[1].Said, "name")))),
        new(
            ["~experiments-get-by-name.error-unknown", "experiments-create.error-duplicate-name",
                "~experiments-get-by-name"],
            (target, said) => IsThe(said[2], target.GetOrCreateExperiment(Text(said[1].Said, "name")))),
        new(
            [
                "~experiments-get-by-name.error-unknown",
                "experiments-create.error-name-of-deleted",
                "~experiments-get-by-name.error-unknown",
            ],
            (target, said) =>
                Fails("mlflow.refused", "RESOURCE_ALREADY_EXISTS", () =>
                    target.GetOrCreateExperiment(Text(said[1].Said, "name")))),
        new(
            ["~experiments-get-by-name.error-unknown", "~experiments-create", "~experiments-get.error-unknown"],
            (target, _) =>
                Fails("mlflow.missing", "RESOURCE_DOES_NOT_EXIST", () => target.GetOrCreateExperiment("gone at once"))),
        new(["~experiments-search.post"], (target, said) => AreThose(said[0], target.ListExperiments())),
        new(["auth.ok"], (target, said) => AreThose(said[0], target.ListExperiments())),
        new(["!experiments-search.get"], (target, said) => AreThose(said[0], target.ListExperiments().Take(1))),
        new(["!experiments-search.error-missing-max_results"], (target, _) =>
            Lists("mlflow.refused", "INVALID_PARAMETER_VALUE", target)),
        new(["auth.error-no-credentials"], (target, _) => Lists("mlflow.unauthorized", "", target)),
        new(["auth.error-wrong-password"], (target, _) => Lists("mlflow.unauthorized", "", target)),
        new(["auth.error-bearer-on-basic-server"], (target, _) => Lists("mlflow.unauthorized", "", target)),
        new(
            ["!experiments-get-by-name.error-unknown", "auth.experiments-create", "!experiments-get"],
            (target, said) => target.GetOrCreateExperiment(Text(said[1].Said, "name"))),
        new(
            ["!runs-search.no-experiments", "auth.error-forbidden-write"],
            (target, said) => Fails(
                "mlflow.unauthorized",
                "",
                () => target.GetOrCreateRun(new(Text(said[1].Said, "experiment_id"), "key", "name", 1, "user", [])))),
    ];

    private static string Asked(RecordedExchange exchange) => exchange.Ask.Query["experiment_name"];

    private static void IsThe(RecordedExchange exchange, MlflowExperiment seen) =>
        Assert.Equal(Read(exchange.Answer.GetProperty("experiment")), seen);

    private static void AreThose(RecordedExchange exchange, IEnumerable<MlflowExperiment> seen) =>
        Assert.Equal(exchange.Answer.GetProperty("experiments").EnumerateArray().Select(Read), seen);

    private static void Lists(string code, string serverCode, Cairn.Mlflow.Targets.IMlflowTarget target) =>
        Fails(code, serverCode, () => _ = target.ListExperiments().Count());

    private static MlflowExperiment Read(JsonElement from) =>
        new(Text(from, "experiment_id"), Text(from, "name"), Text(from, "artifact_location"));
}
