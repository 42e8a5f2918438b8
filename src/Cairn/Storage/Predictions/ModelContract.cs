namespace Cairn.Storage;

/// <summary>
/// How the predictions of a model are judged. The newest one declared holds for all of the model's predictions that have
/// no outcome yet. Immutable.
/// </summary>
public sealed record ModelContract
{
    /// <summary>The model: <c>dqn_agent</c>.</summary>
    public required string Model { get; init; }

    /// <summary>How far ahead it looks: its predictions are due so long after the decision. Not negative.</summary>
    public required TimeSpan Horizon { get; init; }

    /// <summary>
    /// How long after that an outcome still counts; a prediction without one is then expired. Not negative. Default one
    /// day.
    /// </summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromDays(1);

    /// <summary>What makes a prediction right. Default: the action is the actual one.</summary>
    public OutcomeRule Rule { get; init; } = OutcomeRule.SameAction;
}
