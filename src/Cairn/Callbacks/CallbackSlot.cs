using System.Text.Json.Nodes;

namespace Cairn.Callbacks;

/// <summary>
/// A callback in its manager: its name there, whether it is still called, and what it made of the learning rate. Not
/// thread-safe.
/// </summary>
internal sealed class CallbackSlot(ITrainingCallback callback, string name)
{
    private double _minLearningRate;
    private bool _isOff;

    public string Name => name;

    public bool KeepsStateOnRollBack => callback.KeepsStateOnRollBack;

    public IReadOnlyList<KeyValuePair<string, object?>> Settings => callback.Settings;

    /// <summary>The product of all factors that it has decided.</summary>
    public double Scale { get; private set; } = 1;

    /// <summary>Asks the callback; one that throws is off from then on, and that is the decision.</summary>
    public IReadOnlyList<CallbackDecision> Call(CallbackHook hook, in CallbackState state, out Exception? failure)
    {
        failure = null;
        if (_isOff)
        {
            return [];
        }

        try
        {
            return Ask(hook, state) ?? [];
        }
        catch (Exception e)
        {
            _isOff = true;
            failure = e;
            return [CallbackDecision.SwitchOff($"it threw {e.GetType().Name}: {e.Message}")];
        }
    }

    public void Take(CallbackDecision decision)
    {
        Scale *= decision.LearningRateFactor;
        _minLearningRate = Math.Max(_minLearningRate, decision.MinLearningRate);
    }

    /// <summary>The rate after this callback's factors.</summary>
    public double Lower(double rate) => CallbackRates.Scale(rate, Scale, _minLearningRate);

    public JsonObject SaveState() => new()
    {
        ["off"] = _isOff,
        ["scale"] = StateJson.Of(Scale),
        ["min_learning_rate"] = StateJson.Of(_minLearningRate),
        ["state"] = callback.SaveState(),
    };

    public void LoadState(JsonObject state)
    {
        callback.LoadState(state.Object("state"));
        _isOff = state.Flag("off");
        Scale = state.Double("scale");
        _minLearningRate = state.Double("min_learning_rate");
    }

    private IReadOnlyList<CallbackDecision> Ask(CallbackHook hook, in CallbackState state) => hook switch
    {
        CallbackHook.TrainingStart => callback.OnTrainingStart(state),
        CallbackHook.BatchEnd => callback.OnBatchEnd(state),
        CallbackHook.EpochEnd => callback.OnEpochEnd(state),
        _ => callback.OnTrainingEnd(state),
    };
}
