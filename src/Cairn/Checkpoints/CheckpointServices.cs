using Cairn.Diagnostics;
using Cairn.IO;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Checkpoints;

/// <summary>What a tracker lends its checkpoint managers.</summary>
/// <param name="Files">The door to files.</param>
/// <param name="Store">The store's folder.</param>
/// <param name="Directory">Where checkpoints are.</param>
/// <param name="Recorder">Into the journal.</param>
/// <param name="Flush">Waits until the store has what was recorded.</param>
/// <param name="Failures">Tells the host of trouble.</param>
/// <param name="Time">The clock.</param>
/// <param name="Loaded">Called with each checkpoint that was loaded and verified: predictions refer to its digest.</param>
/// <param name="Closed">Called once when a manager is closed.</param>
internal sealed record CheckpointServices(
    IFileSystem Files,
    string Store,
    string Directory,
    Recorder Recorder,
    Func<Task> Flush,
    FailureReporter Failures,
    TimeProvider Time,
    Action<CheckpointMetadata> Loaded,
    Action<CheckpointManager> Closed);
