using Cairn.Mlflow;
using Cairn.Mlflow.Targets.Sqlite;

namespace Cairn.Tests.Mlflow.Sqlite;

public sealed class ArtifactFolderTests
{
    private const string Run = "7e5e6c4b26b4437e8783d826f2721615";

    [Theory]
    [InlineData($"mlflow-artifacts:/1/{Run}/artifacts", $"/lab/mlartifacts/1/{Run}/artifacts")]
    [InlineData($"file:///data/ml%20runs/1/{Run}/artifacts", $"/data/ml runs/1/{Run}/artifacts")]
    [InlineData($"/data/mlruns/1/{Run}/artifacts", $"/data/mlruns/1/{Run}/artifacts")]
    [InlineData($"mlruns/1/{Run}/artifacts", $"/lab/mlruns/1/{Run}/artifacts")]
    public void Artifacts_of_MLflows_own_clients_are_found(string uri, string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(folder, Find(uri));
        }
    }

    [Theory]
    [InlineData($"s3://user:secret@bucket/1/{Run}/artifacts")]
    [InlineData($"mlflow-artifacts:/../../etc/{Run}/artifacts")]
    [InlineData($"../etc/{Run}/artifacts")]
    [InlineData("file:///etc")]
    [InlineData("/etc/artifacts")]
    [InlineData("mlflow-artifacts:/1/another/artifacts")]
    [InlineData("")]
    public void Anything_else_is_refused_and_shows_no_password(string uri)
    {
        MlflowException error = Assert.Throws<MlflowException>(() => Find(uri));

        Assert.Equal("mlflow.refused", error.Code);
        Assert.DoesNotContain("secret", error.Message);
    }

    private static string Find(string uri) => ArtifactFolder.Of(
        new MlflowRun
        {
            Id = Run,
            ExperimentId = "1",
            Name = "",
            Status = MlflowRunStatus.Running,
            StartedUtc = default,
            ArtifactUri = uri,
            Parameters = new Dictionary<string, string>(),
            Tags = new Dictionary<string, string>(),
            Metrics = new Dictionary<string, MlflowPoint>(),
        },
        "/lab/mlflow.db");
}
