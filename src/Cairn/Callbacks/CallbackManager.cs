using System.Text.Json.Nodes;

namespace Cairn.Callbacks;

/// <summary>
/// Shows the state of a training to its callbacks, one after the other, and hands back what they decided. It owns the
/// learning rate: the schedule times what callbacks made of it. Not thread-safe: call it from the training thread.
/// </summary>
/// <remarks>
/// A callback that throws is switched off, the others go on and the training too: the outcome has a decision
/// <see cref="CallbackDecisionKind.SwitchOff"/>, and the run an error with the exception. With a run, every decision is
/// an event of kind <c>callback</c>.
/// </remarks>
/// <example>
/// <code>
/// var manager = new CallbackManager([new EarlyStopping("val_loss", patience: 10)]);
/// manager.OnTrainingStart();
/// if (manager.OnEpochEnd(new CallbackState { Epoch = epoch, ValLoss = loss }).ShouldStop) { break; }
/// </code>
/// </example>
public sealed class CallbackManager
{
    private readonly CallbackSlot[] _slots;
    private readonly ILearningRateSchedule? _schedule;
    private CallbackEvents? _events;
    private long _finishedEpochs;
    private long _epoch;
    private long _step;

    /// <summary>Makes a manager for one training.</summary>
    /// <param name="callbacks">Called in this order. Each belongs to this manager alone.</param>
    /// <param name="schedule">The learning rate of every step; null when something else knows it.</param>
    /// <param name="run">The run that decisions become events of; null for none.</param>
    public CallbackManager(
        IEnumerable<ITrainingCallback> callbacks, ILearningRateSchedule? schedule = null, Run? run = null)
    {
        ArgumentNullException.ThrowIfNull(callbacks);
        _slots = CallbackNames.Assign([.. callbacks]);
        _schedule = schedule;
        _events = run is null ? null : new CallbackEvents(run);
        LearningRate = schedule is null ? null : LearningRateAt(1);
    }

    /// <summary>
    /// The rate of the next step. Null without a schedule, as long as no state has said what the rate is.
    /// </summary>
    public double? LearningRate { get; private set; }

    /// <summary>Makes decisions events of a run from now on, for a run that begins after this was made.</summary>
    /// <param name="run">The run.</param>
    public void LogTo(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _events = new CallbackEvents(run);
    }

    /// <summary>
    /// The rate of a step of the epoch under way: the schedule's, times the factors that callbacks have decided. A
    /// callback's least rate holds, but never raises what the schedule says.
    /// </summary>
    /// <param name="step">The first step of the training is 1.</param>
    /// <exception cref="InvalidOperationException">There is no schedule.</exception>
    public double LearningRateAt(long step)
    {
        double rate = _schedule?.At(_finishedEpochs, step) ?? throw new InvalidOperationException(
            "The callbacks have no schedule; give one to the manager, such as WarmupConstant, or use LearningRate.");
        foreach (CallbackSlot slot in _slots)
        {
            rate = slot.Lower(rate);
        }

        return rate;
    }

    /// <summary>
    /// Before the first batch. A resumed training loads the saved state before that. The settings of the callbacks
    /// become parameters of the run.
    /// </summary>
    public CallbackOutcome OnTrainingStart()
    {
        _events?.LogSettings(_slots);
        return Call(CallbackHook.TrainingStart, Present);
    }

    /// <summary>After every step. Allocates nothing while the callbacks do not and nothing is decided.</summary>
    public CallbackOutcome OnBatchEnd(in CallbackState state) => Call(CallbackHook.BatchEnd, state);

    /// <summary>After every epoch and its validation.</summary>
    public CallbackOutcome OnEpochEnd(in CallbackState state) => Call(CallbackHook.EpochEnd, state);

    /// <summary>Once, after the last epoch, whatever ended the training.</summary>
    public CallbackOutcome OnTrainingEnd() => Call(CallbackHook.TrainingEnd, Present);

    /// <summary>
    /// Everything that the callbacks remember, for a checkpoint. A manager made in the same way that loads it goes on
    /// to the bit as this one does.
    /// </summary>
    public JsonObject SaveState()
    {
        var callbacks = new JsonObject();
        foreach (CallbackSlot slot in _slots)
        {
            callbacks[slot.Name] = slot.SaveState();
        }

        return new JsonObject
        {
            ["finished_epochs"] = _finishedEpochs,
            ["epoch"] = _epoch,
            ["step"] = _step,
            ["learning_rate"] = StateJson.Of(LearningRate),
            ["callbacks"] = callbacks,
        };
    }

    /// <summary>
    /// Continues with a saved state. Callbacks are found by name, and must be those that it was saved with; their
    /// settings may have changed, but not what they monitor. The schedule is the one of this manager.
    /// </summary>
    /// <exception cref="CallbackStateException">
    /// The state is of other callbacks, or damaged. Make a new manager then: callbacks before the one that does not fit
    /// have loaded theirs.
    /// </exception>
    public void LoadState(JsonObject state) => Load(state, isRollBack: false);

    /// <summary>
    /// Goes back to the state of a checkpoint in the same training: as <see cref="LoadState"/>, but callbacks that
    /// count how often that happens (<see cref="NanGuard"/>) keep their count and what they made of the learning rate.
    /// </summary>
    /// <exception cref="CallbackStateException">The state is of other callbacks, or damaged.</exception>
    public void RollBack(JsonObject state) => Load(state, isRollBack: true);

    private CallbackState Present => new() { Epoch = _epoch, Step = _step };

    private CallbackOutcome Call(CallbackHook hook, in CallbackState given)
    {
        (_epoch, _step) = (given.Epoch, given.Step);
        double? present = given.LearningRate ?? (_schedule is null ? LearningRate : LearningRateAt(Math.Max(1, _step)));
        CallbackState state = given with { LearningRate = present };
        List<CallbackDecision>? decisions = null;
        foreach (CallbackSlot slot in _slots)
        {
            Call(slot, hook, state, ref decisions, ref present);
        }

        _finishedEpochs += hook == CallbackHook.EpochEnd ? 1 : 0;
        LearningRate = _schedule is null ? present : LearningRateAt(_step + 1);
        _events?.Log(decisions, LearningRate);
        return Outcome(decisions, LearningRate);
    }

    private void Call(
        CallbackSlot slot, CallbackHook hook, in CallbackState state, ref List<CallbackDecision>? all, ref double? rate)
    {
        IReadOnlyList<CallbackDecision> decisions = slot.Call(hook, state, out Exception? failure);
        if (failure is not null)
        {
            _events?.LogFailure(slot.Name, failure);
        }

        for (int i = 0; i < decisions.Count; i++)
        {
            CallbackDecision decision = decisions[i];
            slot.Take(decision);
            rate = rate is { } known
                ? CallbackRates.Scale(known, decision.LearningRateFactor, decision.MinLearningRate)
                : null;
            (all ??= []).Add(decision with { Callback = slot.Name, Epoch = state.Epoch, Step = state.Step });
        }
    }

    private static CallbackOutcome Outcome(List<CallbackDecision>? decisions, double? rate)
    {
        if (decisions is null)
        {
            return new CallbackOutcome { LearningRate = rate };
        }

        bool stops = decisions.Exists(decision => decision.Kind == CallbackDecisionKind.Stop);
        return new CallbackOutcome
        {
            ShouldStop = stops,
            RestoreBest = decisions.Exists(decision => decision.Kind == CallbackDecisionKind.RestoreBest),
            RollBack = !stops && decisions.Exists(decision => decision.Kind == CallbackDecisionKind.RollBack),
            LearningRate = rate,
            Decisions = decisions,
        };
    }

    private void Load(JsonObject state, bool isRollBack)
    {
        ArgumentNullException.ThrowIfNull(state);
        JsonObject callbacks = state.Object("callbacks");
        CallbackNames.Require(_slots, callbacks);
        double? rate = state.OptionalDouble("learning_rate");
        foreach (CallbackSlot slot in _slots)
        {
            JsonObject saved = callbacks.Object(slot.Name);
            if (isRollBack && slot.KeepsStateOnRollBack)
            {
                rate *= slot.Scale / saved.Double("scale");
            }
            else
            {
                slot.LoadState(saved);
            }
        }

        _finishedEpochs = state.Long("finished_epochs");
        _epoch = state.Long("epoch");
        _step = state.Long("step");
        LearningRate = _schedule is null ? rate : LearningRateAt(_step + 1);
    }
}
