using System.Globalization;
using System.Text.Json.Nodes;

namespace Cairn.Callbacks;

/// <summary>
/// Ends a training whose monitored metric has stopped improving, by the rules of Keras. NaN is never an improvement,
/// and neither is a tie. Not thread-safe.
/// </summary>
/// <remarks>
/// An epoch improves when it is better than the best one by more than <see cref="MinDelta"/>. Every other epoch counts;
/// the training ends after the epoch that makes them <see cref="Patience"/> in a row.
/// </remarks>
public sealed class EarlyStopping : ITrainingCallback
{
    private EarlyStoppingState _state;

    /// <summary>Makes a callback.</summary>
    /// <param name="monitor">The metric, as <see cref="CallbackState.Find"/> takes it.</param>
    /// <param name="patience">After how many epochs in a row without improvement the training ends; at least 1.</param>
    /// <exception cref="ArgumentException">The name is empty or the patience is below 1.</exception>
    public EarlyStopping(string monitor = "val_loss", int patience = 10)
    {
        ArgumentException.ThrowIfNullOrEmpty(monitor);
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        (Monitor, Patience) = (monitor, patience);
        _state = EarlyStoppingState.Initial;
    }

    /// <inheritdoc/>
    public string Name { get; init; } = "early_stopping";

    /// <summary>The metric.</summary>
    public string Monitor { get; }

    /// <summary>Epochs in a row without improvement after which the training ends.</summary>
    public int Patience { get; }

    /// <summary>Which way the metric gets better. Default <see cref="MetricGoal.Minimize"/>.</summary>
    public MetricGoal Goal { get; init; }

    /// <summary>By more than this must an epoch be better than the best one; at least 0, the default.</summary>
    public double MinDelta
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(
            nameof(MinDelta), value, "Use 0 or more; Goal says which way is better.");
    }

    /// <summary>
    /// What an epoch must also be better than to end the count; null, the default, for nothing. A training that never
    /// gets there ends after <see cref="Patience"/> epochs, or when the best one stops improving after that.
    /// </summary>
    public double? Baseline { get; init; }

    /// <summary>How many epochs at the beginning are not looked at. Default 0.</summary>
    public int StartAfter { get; init; }

    /// <summary>
    /// Whether the model gets the weights of the best epoch in the end, whatever ends the training. Default false.
    /// </summary>
    public bool RestoreBest { get; init; }

    /// <summary>The best value so far; null before the first that is a number.</summary>
    public double? Best => _state.BestEpoch is null ? null : _state.Best;

    /// <summary>The epoch of <see cref="Best"/>.</summary>
    public long? BestEpoch => _state.BestEpoch;

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, object?>> Settings =>
    [
        new("monitor", Monitor), new("goal", Monitored.NameOf(Goal)), new("patience", Patience),
        new("min_delta", MinDelta), new("baseline", Baseline), new("start_after", StartAfter),
        new("restore_best", RestoreBest),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<CallbackDecision> OnEpochEnd(in CallbackState state)
    {
        if (state.Find(Monitor) is not { } value)
        {
            return Miss();
        }

        _state = _state with { Seen = _state.Seen + 1 };
        if (_state.Seen <= StartAfter)
        {
            return [];
        }

        long waited = _state.Waited + 1;
        if (!IsBetter(value, _state.BestEpoch is null ? Monitored.WorstOf(Goal) : _state.Best))
        {
            _state = _state with { Waited = waited };
            return waited < Patience ? [] : Stop(value);
        }

        bool beatsBaseline = Baseline is not { } baseline || IsBetter(value, baseline);
        _state = _state with { Best = value, BestEpoch = state.Epoch, Waited = beatsBaseline ? 0 : waited };
        return [];
    }

    /// <inheritdoc/>
    public IReadOnlyList<CallbackDecision> OnTrainingEnd(in CallbackState state) => Restore();

    /// <inheritdoc/>
    public JsonObject SaveState() => _state.ToJson(Monitor, Goal);

    /// <inheritdoc/>
    public void LoadState(JsonObject state) => _state = EarlyStoppingState.FromJson(state, Monitor, Goal);

    // The arithmetic of Keras: the value is moved, not the one that it is compared with.
    private bool IsBetter(double value, double than) =>
        Goal == MetricGoal.Minimize ? value + MinDelta < than : value - MinDelta > than;

    private IReadOnlyList<CallbackDecision> Miss()
    {
        if (_state.SaidMissing)
        {
            return [];
        }

        _state = _state with { SaidMissing = true };
        return [CallbackDecision.Warn($"the state of the training has no '{Monitor}', so it cannot end early")];
    }

    private IReadOnlyList<CallbackDecision> Stop(double value)
    {
        string best = _state.BestEpoch is { } epoch
            ? string.Create(CultureInfo.InvariantCulture, $"the best was {_state.Best:G6} in epoch {epoch}")
            : "no epoch had a number";
        var stop = CallbackDecision.Stop(
            $"{Monitor} has not improved for {_state.Waited} {(_state.Waited == 1 ? "epoch" : "epochs")}; {best}");
        return [stop with { Values = [.. Values(), new("value", value), new("patience", Patience)] }, .. Restore()];
    }

    private IReadOnlyList<CallbackDecision> Restore()
    {
        if (!RestoreBest || _state.Restored || _state.BestEpoch is not { } epoch)
        {
            return [];
        }

        _state = _state with { Restored = true };
        string reason = string.Create(
            CultureInfo.InvariantCulture, $"epoch {epoch} had the best {Monitor}, {_state.Best:G6}");
        return [CallbackDecision.RestoreBest(reason) with { Values = Values() }];
    }

    private KeyValuePair<string, object?>[] Values() =>
        [new("metric", Monitor), new("best", Best), new("best_epoch", BestEpoch)];
}
