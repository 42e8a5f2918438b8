using System.Globalization;
using Cairn.Checkpoints.Layout;
using Cairn.IO;
using Cairn.Storage;

namespace Cairn.Mlflow.Sync;

/// <summary>
/// Sends the checkpoints of an ended run that matter (the best one of each model, and those that are active or have an
/// alias), registers each as a version of its model, and lets aliases follow. Not thread-safe.
/// </summary>
/// <param name="places">From where to where.</param>
/// <param name="run">The run.</param>
/// <param name="files">Takes their files; a version without them still says what it was.</param>
/// <param name="state">How far it is; moves on with every checkpoint.</param>
/// <param name="save">Called after each checkpoint.</param>
internal sealed class ModelSync(SyncPlaces places, RunInfo run, FileSync files, SyncState state, Action save)
{
    public int Versions { get; private set; }

    /// <summary>False when it was stopped before all was sent.</summary>
    /// <param name="mayGoOn">Asked before each file.</param>
    public bool Send(Func<bool> mayGoOn)
    {
        foreach (string model in places.Store.ListModels())
        {
            CheckpointMetadata[] own =
                [.. places.Store.ListCheckpoints(model).Where(checkpoint => checkpoint.RunId == run.Id)];
            foreach (CheckpointMetadata checkpoint in Chosen(own))
            {
                if (!state.Versions.ContainsKey(checkpoint.CheckpointId) && !TrySend(checkpoint, mayGoOn))
                {
                    return false;
                }
            }

            if (own.Length > 0)
            {
                new AliasSync(places).Follow(model);
            }
        }

        return true;
    }

    private static IEnumerable<CheckpointMetadata> Chosen(CheckpointMetadata[] own)
    {
        CheckpointMetadata? best = own.Where(one => double.IsFinite(one.Score))
            .MinBy(one => one.Goal == MetricGoal.Minimize ? one.Score : -one.Score) ?? own.FirstOrDefault();
        return own.Where(one => one == best || one.IsActive || one.Aliases.Count > 0);
    }

    private bool TrySend(CheckpointMetadata checkpoint, Func<bool> mayGoOn)
    {
        string target = "checkpoints/" + checkpoint.CheckpointId;
        foreach (string file in FilesOf(checkpoint))
        {
            if (!mayGoOn())
            {
                return false;
            }

            if (!files.TrySend($"{target}/{Path.GetFileName(file)}", () => Open(file)))
            {
                break;
            }
        }

        Register(checkpoint, target);
        return true;
    }

    private void Register(CheckpointMetadata checkpoint, string folder)
    {
        IReadOnlyList<KeyValuePair<string, string>> tags = Tags(checkpoint);
        string? logged = places.Target.LogModel(
            state.MlflowRunId!, checkpoint.CheckpointId, folder, new Dictionary<string, string>(tags));
        state.Versions[checkpoint.CheckpointId] = places.Target.RegisterModel(new MlflowModelRegistration(
            checkpoint.ModelName, state.MlflowRunId!, folder, checkpoint.CheckpointId, tags, logged));
        Versions++;
        save();
    }

    private static List<KeyValuePair<string, string>> Tags(CheckpointMetadata checkpoint)
    {
        List<KeyValuePair<string, string>> tags =
        [
            new("cairn.digest", checkpoint.Digest),
            new("cairn.run_id", checkpoint.RunId ?? ""),
            new("cairn.step", checkpoint.Step.ToString(CultureInfo.InvariantCulture)),
            new("cairn.epoch", checkpoint.Epoch.ToString(CultureInfo.InvariantCulture)),
        ];
        if (checkpoint.MonitorMetric is { } metric && !double.IsNaN(checkpoint.Score))
        {
            tags.Add(new("cairn.metric", metric));
            tags.Add(new("cairn.score", checkpoint.Score.ToString("R", CultureInfo.InvariantCulture)));
        }

        return tags;
    }

    /// <summary>None when retention has taken the checkpoint away: its version then says only what it was.</summary>
    private IReadOnlyList<string> FilesOf(CheckpointMetadata checkpoint) => places.Checkpoints.Files.ListFiles(
        places.Checkpoints.Checkpoint(checkpoint.ModelName, checkpoint.CheckpointId), "*");

    private ReadingStream Open(string file) =>
        new(places.Checkpoints.Files.Open(file, FileIntent.Read), ownsFile: true);
}
