using System.Globalization;
using System.Text.Json.Nodes;

namespace Cairn.Callbacks;

/// <summary>
/// Lowers the learning rate when the monitored metric has stopped improving, by the rules of PyTorch's class of this
/// name. NaN is never an improvement. Not thread-safe.
/// </summary>
/// <remarks>
/// The rate is lowered after the epoch that makes <i>more than</i> <see cref="Patience"/> epochs in a row without an
/// improvement; epochs of the cooldown do not count. Its factors multiply what a schedule says.
/// </remarks>
public sealed class ReduceLROnPlateau : ITrainingCallback
{
    private PlateauState _state = PlateauState.Initial;

    /// <summary>Makes a callback.</summary>
    /// <param name="monitor">The metric, as <see cref="CallbackState.Find"/> takes it.</param>
    /// <param name="patience">How many epochs in a row without improvement are accepted; at least 0.</param>
    /// <param name="factor">What the rate is multiplied by; above 0 and below 1.</param>
    /// <exception cref="ArgumentException">The name is empty, or a number is outside these limits.</exception>
    public ReduceLROnPlateau(string monitor = "val_loss", int patience = 10, double factor = 0.1)
    {
        ArgumentException.ThrowIfNullOrEmpty(monitor);
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        if (!(factor > 0 && factor < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "Use a factor between 0 and 1, such as 0.5.");
        }

        (Monitor, Patience, Factor) = (monitor, patience, factor);
    }

    /// <inheritdoc/>
    public string Name { get; init; } = "reduce_lr_on_plateau";

    /// <summary>The metric.</summary>
    public string Monitor { get; }

    /// <summary>How many epochs in a row without improvement are accepted.</summary>
    public int Patience { get; }

    /// <summary>What the rate is multiplied by.</summary>
    public double Factor { get; }

    /// <summary>Which way the metric gets better. Default <see cref="MetricGoal.Minimize"/>.</summary>
    public MetricGoal Goal { get; init; }

    /// <summary>By how much an epoch must be better than the best one. Default 0.0001.</summary>
    public double Threshold { get; init; } = 1e-4;

    /// <summary>What the threshold is measured in. Default <see cref="Callbacks.ThresholdMode.Relative"/>.</summary>
    public ThresholdMode ThresholdMode { get; init; }

    /// <summary>How many epochs after a reduction do not count. Default 0.</summary>
    public int Cooldown { get; init; }

    /// <summary>
    /// Where reducing ends. A schedule that is lower by itself, as in a warm-up, is left alone. Default 0.
    /// </summary>
    public double MinLearningRate { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, object?>> Settings =>
    [
        new("monitor", Monitor), new("goal", Monitored.NameOf(Goal)), new("patience", Patience),
        new("factor", Factor), new("threshold", Threshold),
        new("threshold_mode", ThresholdMode == ThresholdMode.Relative ? "relative" : "absolute"),
        new("cooldown", Cooldown), new("min_learning_rate", MinLearningRate),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<CallbackDecision> OnEpochEnd(in CallbackState state)
    {
        if (state.Find(Monitor) is not { } value)
        {
            return Miss();
        }

        bool isBetter = IsBetter(value, _state.BestEpoch is null ? Monitored.WorstOf(Goal) : _state.Best);
        _state = isBetter
            ? _state with { Best = value, BestEpoch = state.Epoch, Bad = 0 }
            : _state with { Bad = _state.Bad + 1 };
        if (_state.CooldownLeft > 0)
        {
            _state = _state with { CooldownLeft = _state.CooldownLeft - 1, Bad = 0 };
        }

        return _state.Bad > Patience ? Reduce(state, value) : [];
    }

    /// <inheritdoc/>
    public JsonObject SaveState() => _state.ToJson(Monitor, Goal);

    /// <inheritdoc/>
    public void LoadState(JsonObject state) => _state = PlateauState.FromJson(state, Monitor, Goal);

    private bool IsBetter(double value, double best) => (Goal, ThresholdMode) switch
    {
        (MetricGoal.Minimize, ThresholdMode.Relative) => value < best * (1 - Threshold),
        (MetricGoal.Minimize, _) => value < best - Threshold,
        (_, ThresholdMode.Relative) => value > best * (1 + Threshold),
        _ => value > best + Threshold,
    };

    private IReadOnlyList<CallbackDecision> Reduce(in CallbackState state, double value)
    {
        long bad = _state.Bad;
        _state = _state with { Bad = 0, CooldownLeft = Cooldown };
        if (state.LearningRate <= MinLearningRate)
        {
            return [];
        }

        string best = _state.BestEpoch is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" on {_state.Best:G6} of epoch {_state.BestEpoch}");
        var reduce = CallbackDecision.ScaleLearningRate(
            $"{Monitor} has not improved{best} for {bad} {(bad == 1 ? "epoch" : "epochs")}", Factor, MinLearningRate);
        return
        [
            reduce with
            {
                Values =
                [
                    new("metric", Monitor), new("best", _state.BestEpoch is null ? null : _state.Best),
                    new("best_epoch", _state.BestEpoch), new("value", value), new("patience", Patience),
                ],
            },
        ];
    }

    private IReadOnlyList<CallbackDecision> Miss()
    {
        if (_state.SaidMissing)
        {
            return [];
        }

        _state = _state with { SaidMissing = true };
        return [CallbackDecision.Warn($"the state of the training has no '{Monitor}', so the learning rate stays")];
    }
}
