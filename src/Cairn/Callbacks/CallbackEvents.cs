using System.Globalization;

namespace Cairn.Callbacks;

/// <summary>Makes decisions events of a run. Not thread-safe.</summary>
internal sealed class CallbackEvents(Run run)
{
    public const string Kind = "callback";

    /// <summary>Makes what the callbacks decide by parameters of the run, so that they can be replayed.</summary>
    public void LogSettings(IEnumerable<CallbackSlot> slots)
    {
        foreach (CallbackSlot slot in slots)
        {
            foreach ((string key, object? value) in slot.Settings)
            {
                run.SetParameter($"{slot.Name}.{key}", value);
            }
        }
    }

    public void Log(List<CallbackDecision>? decisions, double? learningRate)
    {
        foreach (CallbackDecision decision in decisions ?? [])
        {
            run.LogEvent(Kind, Message(decision, learningRate), Data(decision, learningRate), decision.Step);
        }
    }

    public void LogFailure(string callback, Exception exception) =>
        run.LogError($"The callback {callback} threw and is switched off; training goes on without it", exception);

    /// <summary>The word for a kind of decision in the data of events; it never changes.</summary>
    public static string WordOf(CallbackDecisionKind kind) => kind switch
    {
        CallbackDecisionKind.Stop => "stop",
        CallbackDecisionKind.ScaleLearningRate => "scale_learning_rate",
        CallbackDecisionKind.RestoreBest => "restore_best",
        CallbackDecisionKind.RollBack => "roll_back",
        CallbackDecisionKind.Warn => "warn",
        CallbackDecisionKind.Note => "note",
        CallbackDecisionKind.SwitchOff => "switch_off",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static string Message(CallbackDecision decision, double? learningRate)
    {
        string what = decision.Kind switch
        {
            CallbackDecisionKind.Stop => "Training stops: ",
            CallbackDecisionKind.RestoreBest => "The model gets the best weights: ",
            CallbackDecisionKind.RollBack => "Training goes back to the last checkpoint: ",
            CallbackDecisionKind.ScaleLearningRate => Scaled(decision, learningRate),
            CallbackDecisionKind.SwitchOff => $"The callback {decision.Callback} is switched off: ",
            CallbackDecisionKind.Warn => "Warning: ",
            _ => "",
        };
        return what + decision.Reason + ".";
    }

    private static string Scaled(CallbackDecision decision, double? learningRate)
    {
        string rate = learningRate is { } known
            ? string.Create(CultureInfo.InvariantCulture, $", now {known:G6}")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"Learning rate times {decision.LearningRateFactor:G6}{rate}: ");
    }

    private static List<KeyValuePair<string, object?>> Data(CallbackDecision decision, double? learningRate)
    {
        List<KeyValuePair<string, object?>> data =
        [
            new("callback", decision.Callback), new("decision", WordOf(decision.Kind)), new("epoch", decision.Epoch),
            new("reason", decision.Reason),
        ];
        if (decision.LearningRateFactor != 1)
        {
            data.AddRange([new("factor", decision.LearningRateFactor), new("learning_rate", learningRate)]);
        }

        data.AddRange(decision.Values);
        return data;
    }
}
