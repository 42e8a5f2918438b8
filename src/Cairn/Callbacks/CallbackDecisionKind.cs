namespace Cairn.Callbacks;

/// <summary>What a callback wants to happen.</summary>
public enum CallbackDecisionKind
{
    /// <summary>Training ends after this hook. In events <c>stop</c>.</summary>
    Stop,

    /// <summary>
    /// From now on the learning rate is multiplied by a factor. In events <c>scale_learning_rate</c>.
    /// </summary>
    ScaleLearningRate,

    /// <summary>The model gets the weights of the best epoch. In events <c>restore_best</c>.</summary>
    RestoreBest,

    /// <summary>
    /// Training goes back to the last verified checkpoint, and on from there with a lower learning rate. In events
    /// <c>roll_back</c>.
    /// </summary>
    RollBack,

    /// <summary>Somebody should look at it. In events <c>warn</c>.</summary>
    Warn,

    /// <summary>Worth a line in the run's events. In events <c>note</c>.</summary>
    Note,

    /// <summary>
    /// The manager's own: the callback threw and is not called any more. In events <c>switch_off</c>.
    /// </summary>
    SwitchOff,
}
