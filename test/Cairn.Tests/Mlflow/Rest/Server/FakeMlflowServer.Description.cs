using System.Globalization;

namespace Cairn.Tests.Mlflow.Rest.Server;

/// <summary>What the server holds, without the ids that it makes up.</summary>
internal sealed partial class FakeMlflowServer
{
    public string Describe() => string.Join('\n', [
        .. _experiments.Select(entry => $"experiment {entry.Name}"),
        .. Runs.Values.Select(Describe),
        .. _files.Select(file => $"file {file.Key.Split('/', 3)[2]} {file.Value.Length}"),
        .. _models.SelectMany(model => model.Value.Select(version => $"version {model.Key} {version.Number} {Join(version.Aliases)}")),
        .. _loggedModels.Values.Select(model => $"model {model.Name} {model.Status} {Join(model.Parameters.Values)}"),
    ]);

    private static string Describe(FakeRun run) => string.Create(
        CultureInfo.InvariantCulture,
        $"run {run.Name} {run.Status} {run.EndMs} {run.Points.Count} {Join(run.Parameters.Values)} {Join(run.Tags.Values)} {run.Inputs.Distinct().Count()}");

    private static string Join(IEnumerable<string> values) => string.Join(',', values);
}
