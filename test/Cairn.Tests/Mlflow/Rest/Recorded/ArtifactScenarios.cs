using System.Text;
using System.Text.Json;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets;
using static Cairn.Tests.Mlflow.Rest.Recorded.Scenario;

namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>Files of runs.</summary>
internal static class ArtifactScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Stored("artifacts-put.text"),
        Stored("artifacts-put.overwrite"),
        Stored("artifacts-put.empty-file"),
        Stored("artifacts-put.binary-with-spaces"),
        new(
            ["~runs-get", "!artifacts-put.error-traversal"],
            (target, said) => Fails(
                "mlflow.refused", "INVALID_PARAMETER_VALUE", () =>
                    target.UploadArtifact(Run(said[0]), "../../evil.txt", () => new MemoryStream([1])))),
        Listed("artifacts-list.run-root", ""),
        Listed("artifacts-list.run-path", "notes"),
        new(
            ["artifacts-list.error-unknown-run"],
            (target, said) =>
                Fails("mlflow.missing", "RESOURCE_DOES_NOT_EXIST", () =>
                    target.ListArtifacts(said[0].Ask.Query["run_id"]))),
        new(["~runs-get", "artifacts-get"], (target, said) => IsRead(target, said, PathOf(said[1]))),
        new(
            ["~runs-get", "artifacts-get.error-absent"],
            (target, said) => Fails(
                "mlflow.missing", "RESOURCE_DOES_NOT_EXIST", () => target.OpenArtifact(Run(said[0]), PathOf(said[1])))),
        new(["~runs-get", "artifacts-get.ui-get-artifact"], (target, said) =>
            IsRead(target, said, said[1].Ask.Query["path"]))
        {
            Alter = body => body.Replace("mlflow-artifacts:/", "s3://bucket/", StringComparison.Ordinal),
        },
    ];

    private static Scenario Stored(string name) => new(
        ["~runs-get", name],
        (target, said) =>
            target.UploadArtifact(Run(said[0]), PathOf(said[1]), () => new MemoryStream(said[1].Ask.Body)));

    private static Scenario Listed(string name, string folder) => new([name], (target, said) => Assert.Equal(
        said[0].Answer.GetProperty("files").EnumerateArray().Select(Read),
        target.ListArtifacts(said[0].Ask.Query["run_id"], folder)));

    private static string Run(RecordedExchange found) => found.Ask.Query["run_id"];

    // /api/2.0/mlflow-artifacts/artifacts/<experiment>/<run>/artifacts/<path>
    private static string PathOf(RecordedExchange exchange) =>
        Uri.UnescapeDataString(exchange.Ask.Path).Split("/artifacts/", 3)[2];

    private static void IsRead(IMlflowTarget target, RecordedExchange[] said, string path)
    {
        using var reader = new StreamReader(target.OpenArtifact(Run(said[0]), path), Encoding.UTF8);
        Assert.Equal(Encoding.UTF8.GetString(said[1].Reply.Body), reader.ReadToEnd());
    }

    private static MlflowArtifact Read(JsonElement file) => new(
        Text(file, "path"),
        file.GetProperty("is_dir").GetBoolean(),
        file.TryGetProperty("file_size", out JsonElement size) ? size.GetInt64() : 0);
}
