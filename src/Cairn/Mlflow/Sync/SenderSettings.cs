using Cairn.Mlflow.Targets;

namespace Cairn.Mlflow.Sync;

/// <summary>What a sender is told. Immutable.</summary>
/// <param name="Store">The store's folder.</param>
/// <param name="CheckpointDirectory">Where the files of checkpoints are.</param>
/// <param name="Uri">Where MLflow is; may hold a password.</param>
/// <param name="OpenTarget">Opens it.</param>
/// <param name="Interval">How often it looks for what is new.</param>
/// <param name="CloseTimeout">How long closing may take where MLflow is a server.</param>
/// <param name="Time">The clock of pauses.</param>
internal sealed record SenderSettings(
    string Store,
    string CheckpointDirectory,
    string Uri,
    Func<IMlflowTarget> OpenTarget,
    TimeSpan Interval,
    TimeSpan CloseTimeout,
    TimeProvider Time);
