using System.Text.Json.Nodes;
using Cairn.Statistics;

namespace Cairn.Checkpoints;

/// <summary>Everything that goes into one checkpoint. Made by the caller, read once while it is saved.</summary>
public sealed class CheckpointContent
{
    /// <summary>The model that it is a state of: <c>dqn_agent</c>. Not empty.</summary>
    public required string Model { get; init; }

    /// <summary>The model's tensors; they go to <c>model.safetensors</c>.</summary>
    public required ITensorState Tensors { get; init; }

    /// <summary>The optimizer's tensors, named after the parameters; they go to <c>optimizer.safetensors</c>.</summary>
    public ITensorState? Optimizer { get; init; }

    /// <summary>
    /// Further tensors by group, such as the best weights so far; each goes to a file of its name. A group is a short
    /// word of letters, digits, '_' and '-'; <c>model</c>, <c>optimizer</c>, <c>golden</c> and <c>profile</c> are taken.
    /// </summary>
    public IReadOnlyDictionary<string, ITensorState> MoreTensors { get; init; } = new Dictionary<string, ITensorState>();

    /// <summary>
    /// What is not a tensor, by part: <c>optimizer</c>, <c>scheduler</c>, <c>callbacks</c>, <c>random</c>,
    /// <c>data</c>, or a user's own.
    /// </summary>
    public IReadOnlyDictionary<string, JsonNode?> State { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>
    /// Inputs with what the model answers to them now, to see later that it still does; they go to
    /// <c>golden.safetensors</c>. A few dozen are plenty.
    /// </summary>
    public GoldenPairs? GoldenPairs { get; init; }

    /// <summary>
    /// What the model was trained on, to compare with what it is given later; it goes to <c>profile.safetensors</c>.
    /// </summary>
    public InputProfile? Profile { get; init; }

    /// <summary>What kind of model it is: <c>rl</c>, <c>transformer</c>. Default empty.</summary>
    public string ModelType { get; init; } = "";

    /// <summary>Finished epochs.</summary>
    public long Epoch { get; init; }

    /// <summary>Finished steps.</summary>
    public long Step { get; init; }

    /// <summary>
    /// Metrics of this very step, by name: <see cref="CheckpointOptions.MonitorMetric"/> is looked for among them. NaN
    /// and infinities are kept.
    /// </summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Labels for people and programs.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>How it was trained: settings, data. Values whose key looks like a secret are masked.</summary>
    public IEnumerable<KeyValuePair<string, object?>> TrainingMetadata { get; init; } = [];

    /// <summary>The run that it comes from; its points up to now belong to the checkpoint.</summary>
    public Run? Run { get; init; }

    /// <summary>Why it is saved, for the run's events: <c>epoch 5</c>.</summary>
    public string Reason { get; init; } = "";
}
