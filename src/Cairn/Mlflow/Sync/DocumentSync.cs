using System.Security.Cryptography;
using System.Text;
using Cairn.Storage;

namespace Cairn.Mlflow.Sync;

/// <summary>Sends what an ended run was started with and what came out as files, and which data it was given.</summary>
/// <param name="places">From where to where.</param>
/// <param name="run">The run.</param>
/// <param name="files">Takes the files.</param>
/// <param name="state">What was sent.</param>
/// <param name="save">Called when all of it was.</param>
internal sealed class DocumentSync(SyncPlaces places, RunInfo run, FileSync files, SyncState state, Action save)
{
    /// <summary>Parameters that say where data came from, the first that is there.</summary>
    private static readonly string[] SourceKeys = ["data", "dataset", "data_path", "data_file"];

    private static readonly string[] DigestKeys = ["data_sha256", "data_digest", "dataset_digest"];

    /// <summary>What MLflow takes.</summary>
    private const int MaxDigest = 36;

    public void Send()
    {
        (string Path, string Content)[] documents =
        [
            ("config.json", run.ConfigurationJson),
            ("environment.json", run.EnvironmentJson),
            ("summary.json", run.SummaryJson),
        ];
        string digest = DigestOf(string.Join('\n', documents.Select(document => document.Content)));
        if (digest == state.Documents)
        {
            return;
        }

        foreach ((string path, string content) in documents)
        {
            files.TrySend(path, () => new MemoryStream(Encoding.UTF8.GetBytes(content), writable: false));
        }

        if (Dataset() is { } dataset)
        {
            places.Target.LogInputs(state.MlflowRunId!, [dataset]);
        }

        state.Documents = digest;
        save();
    }

    /// <summary>Null when the run does not say both where its data came from and what it was.</summary>
    private MlflowDataset? Dataset()
    {
        Dictionary<string, string> facts = new(StringComparer.Ordinal);
        foreach ((string key, string value) in FlatParameters.Of(places.Store.ReadParameters(run.Id)).Concat(FromCheckpoint()))
        {
            facts[key] = value;
        }

        string? source = SourceKeys.Select(facts.GetValueOrDefault).FirstOrDefault(value => value is { Length: > 0 });
        string? digest = DigestKeys.Select(facts.GetValueOrDefault).FirstOrDefault(value => value is { Length: > 0 });
        if (source is null || digest is null)
        {
            return null;
        }

        string name = facts.GetValueOrDefault("symbol") ?? Path.GetFileNameWithoutExtension(source);
        return new MlflowDataset(name, digest.Length > MaxDigest ? digest[..MaxDigest] : digest, source);
    }

    /// <summary>The trainer says of its checkpoints what data they have seen.</summary>
    private IReadOnlyList<KeyValuePair<string, string>> FromCheckpoint()
    {
        CheckpointMetadata? checkpoint = places.Store.ListModels()
            .SelectMany(places.Store.ListCheckpoints)
            .FirstOrDefault(one => one.RunId == run.Id);
        return checkpoint is null ? [] : FlatParameters.Of(StoredObject.Read(checkpoint.TrainingMetadataJson));
    }

    private static string DigestOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
