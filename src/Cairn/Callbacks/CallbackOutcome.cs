namespace Cairn.Callbacks;

/// <summary>What all callbacks together decided in one hook: what the training has to do now. Immutable.</summary>
public readonly record struct CallbackOutcome
{
    /// <summary>Whether the training ends here.</summary>
    public bool ShouldStop { get; internal init; }

    /// <summary>Whether the model gets the weights of the best epoch.</summary>
    public bool RestoreBest { get; internal init; }

    /// <summary>
    /// Whether the training goes back to the last verified checkpoint: load it, and hand its callback state to
    /// <see cref="CallbackManager.RollBack"/>. Never together with <see cref="ShouldStop"/>, which wins.
    /// </summary>
    public bool RollBack { get; internal init; }

    /// <summary>
    /// The rate of the next step. Null without a schedule, when no state has said what the rate is.
    /// </summary>
    public double? LearningRate { get; internal init; }

    /// <summary>Every decision, in the order of the callbacks; mostly none.</summary>
    public IReadOnlyList<CallbackDecision> Decisions { get => field ?? []; internal init; }
}
