using System.Text.Json;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets;
using static Cairn.Tests.Mlflow.Rest.Recorded.Scenario;

namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>LoggedModels and registered models.</summary>
internal static class ModelScenarios
{
    private const string Nothing = "!runs-search.no-experiments";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(["~runs-get", "logged-models-search"], (target, said) =>
        {
            JsonElement found = said[1].Answer.GetProperty("models")[0].GetProperty("info");
            Assert.Equal(Text(found, "model_id"), LogModel(target, Text(found, "source_run_id"), Text(found, "name")));
        }),
        new(
            ["~runs-get", Nothing, "~runs-get", "~logged-models-create", "~logged-models-params", "~runs-outputs",
                "logged-models-finalize"],
            (target, said) => Assert.Equal(
                Text(said[6].Said, "model_id"),
                    LogModel(target, Text(said[3].Said, "source_run_id"), Text(said[3].Said, "name")))),
        new(
            ["~runs-get", Nothing, "~runs-get", "~logged-models-create.error-unknown-experiment"],
            (target, _) => Fails("mlflow.missing", "RESOURCE_DOES_NOT_EXIST", () => LogModel(target, "r", "m"))),
        new(["~runs-get", "!error-unknown-endpoint"], (target, _) => Assert.Null(LogModel(target, "r", "m"))),
        new(["~runs-get", "!error-wrong-method"], (target, _) => Assert.Null(LogModel(target, "r", "m"))),
        new(
            ["registered-models-create", Nothing, "~runs-get", "~model-versions-create"],
            (target, said) => Register(target, Text(said[0].Said, "name"), said[3])),
        new(
            ["registered-models-create.error-duplicate", "~model-versions-search", "~runs-get",
                "~model-versions-create"],
            (target, said) => Register(target, Text(said[0].Said, "name"), said[3])),
        new(
            ["~registered-models-create", Nothing, "~runs-get", "model-versions-create"],
            (target, said) => Register(target, Text(said[3].Said, "name"), said[3])),
        new(
            ["~registered-models-create", Nothing, "~runs-get", "~model-versions-create.from-logged-model"],
            (target, said) => Assert.Equal(
                Text(said[3].Answer.GetProperty("model_version"), "version"),
                target.RegisterModel(new(
                    Text(said[3].Said, "name"), Text(said[3].Said, "run_id"), "model", "key", [],
                        Text(said[3].Said, "model_id"))))),
        new(
            ["~registered-models-create", Nothing, "~runs-get", "model-versions-create.error-unknown-model"],
            (target, said) => Fails(
                "mlflow.missing", "RESOURCE_DOES_NOT_EXIST", () =>
                    Register(target, Text(said[3].Said, "name"), said[3]))),
        new(
            ["~registered-models-create", Nothing, "~runs-get", "!model-versions-create.error-local-source"],
            (target, _) => Fails(
                "mlflow.refused", "INVALID_PARAMETER_VALUE", () =>
                    target.RegisterModel(new("m", "r", "model", "key", [])))),
        new(["registered-models-alias-set"], (target, said) => SetAlias(target, said[0])),
        new(["~registered-models-alias-set.error-latest"], (target, said) => RefusesAlias(target, said[0])),
        new(["~registered-models-alias-set.error-v1"], (target, said) => RefusesAlias(target, said[0])),
        new(["registered-models-get.error-unknown"], (target, said) =>
            Assert.Empty(target.ListVersions(said[0].Ask.Query["name"]))),
        new(["~registered-models-get", "model-versions-search"], (target, said) =>
        {
            JsonElement[] expected = [.. said[1].Answer.GetProperty("model_versions").EnumerateArray()];
            IReadOnlyList<MlflowModelVersion> seen = target.ListVersions(Text(expected[0], "name"));
            Assert.Equal(expected.Reverse().Select(Describe), seen.Select(Describe));
        }),
    ];

    private static string? LogModel(IMlflowTarget target, string run, string name) =>
        target.LogModel(run, name, "model", new Dictionary<string, string> { ["depth"] = "3" });

    private static void Register(IMlflowTarget target, string model, RecordedExchange version)
    {
        string folder = Text(version.Said, "source").Split("/artifacts/")[1];
        string made =
            target.RegisterModel(new(model, Text(version.Said, "run_id"), folder, "key", Pairs(version.Said, "tags")));
        Assert.Equal(Text(version.Answer.GetProperty("model_version"), "version"), made);
    }

    private static void SetAlias(IMlflowTarget target, RecordedExchange exchange) =>
        target.SetAlias(Text(exchange.Said, "name"), Text(exchange.Said, "alias"), Text(exchange.Said, "version"));

    private static void RefusesAlias(IMlflowTarget target, RecordedExchange exchange) =>
        Fails("mlflow.refused", "INVALID_PARAMETER_VALUE", () => SetAlias(target, exchange));

    private static string Describe(JsonElement version) =>
        Describe(Text(version, "name"), Text(version, "version"), Text(version, "run_id"), Text(version, "source"),
            Pairs(version, "tags"));

    private static string Describe(MlflowModelVersion version) =>
        Describe(version.Model, version.Version, version.RunId, version.Source, version.Tags);

    private static string Describe(
        string model, string version, string run, string source, IEnumerable<KeyValuePair<string, string>> tags) =>
        $"{model} {version} {run} {source} {string.Join(',', tags)}";
}
