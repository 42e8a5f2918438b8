using Cairn.Checkpoints.Layout;
using Cairn.Mlflow.Targets;
using Cairn.Storage;

namespace Cairn.Mlflow.Sync;

/// <summary>Between what runs are sent. Owns nothing.</summary>
/// <param name="Store">Where they are.</param>
/// <param name="Target">Where they go.</param>
/// <param name="Folder">How far each one is.</param>
/// <param name="Checkpoints">Where the files of checkpoints are.</param>
internal sealed record SyncPlaces(
    IRunStore Store, IMlflowTarget Target, SyncFolder Folder, CheckpointLayout Checkpoints);
