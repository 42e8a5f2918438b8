using System.Globalization;
using System.Text.Json.Nodes;

namespace Cairn.Callbacks;

/// <summary>
/// Ends a training whose loss or another metric is NaN or infinite, or takes it back to the last verified checkpoint
/// with a lower learning rate, a few times. Looks after every step and every epoch. Not thread-safe.
/// </summary>
public sealed class NanGuard : ITrainingCallback
{
    private long _rollBacks;

    /// <summary>Makes a callback.</summary>
    /// <param name="maxRollBacks">How often the training may go back in all, before it ends; 0, the default, to end it
    /// at once.</param>
    /// <param name="factor">What the learning rate is multiplied by each time; above 0, at most 1. Default 0.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside these limits.</exception>
    public NanGuard(int maxRollBacks = 0, double factor = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxRollBacks);
        if (!(factor is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "Use a factor above 0 and at most 1.");
        }

        (MaxRollBacks, Factor) = (maxRollBacks, factor);
    }

    /// <inheritdoc/>
    public string Name { get; init; } = "nan_guard";

    /// <summary>How often the training may go back in all.</summary>
    public int MaxRollBacks { get; }

    /// <summary>What the learning rate is multiplied by each time.</summary>
    public double Factor { get; }

    /// <summary>
    /// Further metrics that are looked at beside the two losses; null, the default, for all. For one that may be
    /// infinite, such as a profit factor, name the others.
    /// </summary>
    public IReadOnlyList<string>? Metrics { get; init; }

    /// <summary>Always: otherwise the count would begin anew each time.</summary>
    public bool KeepsStateOnRollBack => true;

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, object?>> Settings =>
        [new("max_roll_backs", MaxRollBacks), new("factor", Factor), new("metrics", Metrics)];

    /// <inheritdoc/>
    public IReadOnlyList<CallbackDecision> OnBatchEnd(in CallbackState state) => Look(state);

    /// <inheritdoc/>
    public IReadOnlyList<CallbackDecision> OnEpochEnd(in CallbackState state) => Look(state);

    /// <inheritdoc/>
    public JsonObject SaveState() => new() { ["roll_backs"] = _rollBacks };

    /// <inheritdoc/>
    public void LoadState(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _rollBacks = state.Long("roll_backs");
    }

    private IReadOnlyList<CallbackDecision> Look(in CallbackState state)
    {
        if (state.TrainLoss is { } train && !double.IsFinite(train))
        {
            return Decide("train_loss", train);
        }

        if (state.ValLoss is { } validation && !double.IsFinite(validation))
        {
            return Decide("val_loss", validation);
        }

        return Metrics is null ? LookAtAll(state.Metrics) : LookAtNamed(state, Metrics);
    }

    private IReadOnlyList<CallbackDecision> LookAtAll(IReadOnlyList<MetricValue> metrics)
    {
        for (int i = 0; i < metrics.Count; i++)
        {
            if (!double.IsFinite(metrics[i].Value))
            {
                return Decide(metrics[i].Name, metrics[i].Value);
            }
        }

        return [];
    }

    private IReadOnlyList<CallbackDecision> LookAtNamed(in CallbackState state, IReadOnlyList<string> names)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (state.Find(names[i]) is { } value && !double.IsFinite(value))
            {
                return Decide(names[i], value);
            }
        }

        return [];
    }

    private IReadOnlyList<CallbackDecision> Decide(string metric, double value)
    {
        string found = string.Create(CultureInfo.InvariantCulture, $"{metric} is {value}");
        KeyValuePair<string, object?>[] values =
            [new("metric", metric), new("value", value), new("max_roll_backs", MaxRollBacks)];
        if (_rollBacks == MaxRollBacks)
        {
            string already = MaxRollBacks == 0 ? "" : $", and it has gone back {_rollBacks} times already";
            return [CallbackDecision.Stop(found + already) with { Values = values }];
        }

        _rollBacks++;
        string count = $"{found}; this is time {_rollBacks} of at most {MaxRollBacks}";
        return [CallbackDecision.RollBack(count, Factor) with { Values = [.. values, new("roll_back", _rollBacks)] }];
    }
}
