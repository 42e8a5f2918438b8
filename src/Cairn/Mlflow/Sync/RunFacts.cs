using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cairn.Storage;

namespace Cairn.Mlflow.Sync;

/// <summary>What MLflow is told of a run besides its numbers. Immutable.</summary>
internal sealed class RunFacts
{
    private const string OwnPrefix = "cairn.";

    private RunFacts(
        IReadOnlyList<KeyValuePair<string, string>> parameters, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        Parameters = parameters;
        Tags = tags;
        Digest = DigestOf([.. parameters, new("", ""), .. tags]);
    }

    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; }

    /// <summary>The same for the same facts.</summary>
    public string Digest { get; }

    public static RunFacts Of(IRunStore store, RunInfo run)
    {
        List<KeyValuePair<string, string>> tags = [.. store.ReadTags(run.Id).Where(IsOfTheRun)];
        if (run.Note is { Length: > 0 } note)
        {
            tags.Add(new("mlflow.note.content", note));
        }

        if (run.Status != RunStatus.Running)
        {
            tags.Add(new("cairn.status", run.Status.ToString().ToLowerInvariant()));
        }

        if (run.EndReason is { Length: > 0 } reason)
        {
            tags.Add(new("cairn.end_reason", reason));
        }

        return new RunFacts(FlatParameters.Of(store.ReadParameters(run.Id)), tags);
    }

    /// <summary>How the run begins in MLflow.</summary>
    public static MlflowRunStart StartOf(RunInfo run, string experimentId)
    {
        using var environment = JsonDocument.Parse(run.EnvironmentJson.Length == 0 ? "{}" : run.EnvironmentJson);
        var tags = new List<KeyValuePair<string, string>> { new("mlflow.source.type", "LOCAL") };
        Add("command_line", "mlflow.source.name");
        Add("git_commit", "mlflow.source.git.commit");
        return new MlflowRunStart(
            experimentId, run.Id, run.Name, run.StartedUtc.ToUnixTimeMilliseconds(), Environment.UserName, tags);

        void Add(string key, string tag)
        {
            if (environment.RootElement.ValueKind == JsonValueKind.Object
                && environment.RootElement.TryGetProperty(key, out JsonElement value)
                && value.ValueKind == JsonValueKind.String)
            {
                tags.Add(new(tag, value.GetString()!));
            }
        }
    }

    public static MlflowRunStatus StatusOf(RunStatus status) => status switch
    {
        RunStatus.Running => MlflowRunStatus.Running,
        RunStatus.Completed => MlflowRunStatus.Finished,
        RunStatus.Killed => MlflowRunStatus.Killed,
        _ => MlflowRunStatus.Failed,
    };

    /// <summary>A run that came from MLflow may bring what tells ours apart there; that is of the run it was.</summary>
    private static bool IsOfTheRun(KeyValuePair<string, string> tag) =>
        !tag.Key.StartsWith(OwnPrefix, StringComparison.Ordinal);

    private static string DigestOf(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string key, string value) in pairs)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{key.Length}:{key}{value.Length}:{value}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }
}
