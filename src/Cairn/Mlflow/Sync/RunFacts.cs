using System.Security.Cryptography;
using System.Text;
using Cairn.Storage;

namespace Cairn.Mlflow.Sync;

/// <summary>What MLflow is told of a run besides its numbers. Immutable.</summary>
internal sealed class RunFacts
{
    private const string OwnPrefix = "cairn.";

    /// <summary>By what the environment calls them.</summary>
    private static readonly Dictionary<string, string> SourceTags = new(StringComparer.Ordinal)
    {
        ["command_line"] = "mlflow.source.name",
        ["git_commit"] = "mlflow.source.git.commit",
    };

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
        List<KeyValuePair<string, string>> tags =
        [
            new("mlflow.source.type", "LOCAL"),
            .. from fact in FlatParameters.Of(StoredObject.Read(run.EnvironmentJson))
               where fact.Value != "null" && SourceTags.ContainsKey(fact.Key)
               select KeyValuePair.Create(SourceTags[fact.Key], fact.Value),
        ];
        return new MlflowRunStart(
            experimentId, run.Id, run.Name, run.StartedUtc.ToUnixTimeMilliseconds(), Environment.UserName, tags);
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
