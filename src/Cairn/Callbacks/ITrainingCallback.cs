using System.Text.Json.Nodes;

namespace Cairn.Callbacks;

/// <summary>
/// Watches a training and decides: what comes in is the state of the training, what goes out are decisions, and what it
/// remembers is saved with a checkpoint. Implement the hooks that you need; the others decide nothing.
/// </summary>
/// <remarks>
/// A callback of the same settings that is shown the same states makes the same decisions: no clock, no files, no random
/// numbers. Otherwise a resumed training is another one. It is called on the training thread. One that throws is
/// switched off; see <see cref="CallbackManager"/>.
/// </remarks>
public interface ITrainingCallback
{
    /// <summary>
    /// What its events and its saved state are found by: <c>early_stopping</c>. Of callbacks with one name the second
    /// becomes <c>early_stopping_2</c>.
    /// </summary>
    string Name { get; }

    /// <summary>
    /// Whether it keeps what it knows when the training goes back to a checkpoint: one that counts how often that
    /// happens must. Default false.
    /// </summary>
    bool KeepsStateOnRollBack => false;

    /// <summary>
    /// What it decides by, for the run's parameters: <c>patience</c> of <c>early_stopping</c> becomes
    /// <c>early_stopping.patience</c>. Default: nothing.
    /// </summary>
    IReadOnlyList<KeyValuePair<string, object?>> Settings => [];

    /// <summary>
    /// Before the first batch; of a resumed training too, after <see cref="LoadState"/>. The state has epoch, step and
    /// learning rate only.
    /// </summary>
    IReadOnlyList<CallbackDecision> OnTrainingStart(in CallbackState state) => [];

    /// <summary>After every step: return the empty list without allocating when there is nothing to decide.</summary>
    IReadOnlyList<CallbackDecision> OnBatchEnd(in CallbackState state) => [];

    /// <summary>After every epoch and its validation.</summary>
    IReadOnlyList<CallbackDecision> OnEpochEnd(in CallbackState state) => [];

    /// <summary>
    /// Once, after the last epoch, whatever ended the training. The state has epoch, step and learning rate only.
    /// </summary>
    IReadOnlyList<CallbackDecision> OnTrainingEnd(in CallbackState state) => [];

    /// <summary>
    /// All that it remembers, to the bit. Default: nothing. What it throws comes out of
    /// <see cref="CallbackManager.SaveState"/>.
    /// </summary>
    JsonObject SaveState() => [];

    /// <summary>Continues with what <see cref="SaveState"/> gave. Settings are those of this object.</summary>
    /// <exception cref="CallbackStateException">The state is of another callback.</exception>
    void LoadState(JsonObject state)
    {
    }
}
