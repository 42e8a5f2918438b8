using System.Globalization;

namespace Cairn.Callbacks;

/// <summary>One decision of a callback, with its reason. Immutable.</summary>
public sealed record CallbackDecision
{
    private CallbackDecision(CallbackDecisionKind kind, string reason) => (Kind, Reason) = (kind, reason);

    /// <summary>What is to happen.</summary>
    public CallbackDecisionKind Kind { get; }

    /// <summary>Why, as a sentence without its period: <c>val_loss has not improved for 5 epochs</c>.</summary>
    public string Reason { get; }

    /// <summary>What the reason rests on, for programs; part of the event's data.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Values { get; init; } = [];

    /// <summary>What the learning rate is multiplied by from now on; 1 when it stays.</summary>
    public double LearningRateFactor { get; private init; } = 1;

    /// <summary>The learning rate is never reduced below this.</summary>
    public double MinLearningRate { get; private init; }

    /// <summary>Name of the callback; set by the manager.</summary>
    public string Callback { get; internal init; } = "";

    /// <summary>The epoch of the state that it decided by; set by the manager.</summary>
    public long Epoch { get; internal init; }

    /// <summary>The step of the state that it decided by; set by the manager.</summary>
    public long Step { get; internal init; }

    /// <summary>Ends the training.</summary>
    public static CallbackDecision Stop(string reason) => new(CallbackDecisionKind.Stop, reason);

    /// <summary>Gives the model the weights of the best epoch.</summary>
    public static CallbackDecision RestoreBest(string reason) => new(CallbackDecisionKind.RestoreBest, reason);

    /// <summary>Goes back to the last verified checkpoint.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="learningRateFactor">More than 0. Below 1, so that the same does not happen again.</param>
    public static CallbackDecision RollBack(string reason, double learningRateFactor = 1) =>
        new(CallbackDecisionKind.RollBack, reason) { LearningRateFactor = Positive(learningRateFactor) };

    /// <summary>Multiplies the learning rate.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="factor">More than 0. Factors of several decisions multiply.</param>
    /// <param name="minLearningRate">Where reducing ends; a rate that is lower by itself stays.</param>
    public static CallbackDecision ScaleLearningRate(string reason, double factor, double minLearningRate = 0) =>
        new(CallbackDecisionKind.ScaleLearningRate, reason)
        {
            LearningRateFactor = Positive(factor),
            MinLearningRate = minLearningRate,
        };

    /// <summary>Says that somebody should look at it.</summary>
    public static CallbackDecision Warn(string reason) => new(CallbackDecisionKind.Warn, reason);

    /// <summary>Says something worth keeping.</summary>
    public static CallbackDecision Note(string reason) => new(CallbackDecisionKind.Note, reason);

    /// <summary>As <c>early_stopping in epoch 12: Stop, since val_loss has not improved for 5 epochs</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Callback} in epoch {Epoch}: {Kind}, since {Reason}");

    internal static CallbackDecision SwitchOff(string reason) => new(CallbackDecisionKind.SwitchOff, reason);

    private static double Positive(double factor) => factor > 0 && double.IsFinite(factor)
        ? factor
        : throw new ArgumentOutOfRangeException(nameof(factor), factor, "Use a finite factor above 0, such as 0.5.");
}
