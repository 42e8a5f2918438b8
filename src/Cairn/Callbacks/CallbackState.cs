namespace Cairn.Callbacks;

/// <summary>Where a training stands: what callbacks decide by. Immutable; making one allocates nothing.</summary>
public readonly record struct CallbackState
{
    /// <summary>The epoch under way, or just finished; counted from 0 or from 1, as you like.</summary>
    public long Epoch { get; init; }

    /// <summary>Steps taken so far, in all epochs.</summary>
    public long Step { get; init; }

    /// <summary>Of this batch, or the mean of this epoch; null when it is not known. NaN is a value.</summary>
    public double? TrainLoss { get; init; }

    /// <summary>Of the validation after this epoch; null when there was none. NaN is a value.</summary>
    public double? ValLoss { get; init; }

    /// <summary>
    /// The rate of the last step. Null: what the schedule says, or else the rate that the manager last gave out.
    /// </summary>
    public double? LearningRate { get; init; }

    /// <summary>
    /// Further metrics: <c>[("val/accuracy", 0.9)]</c>. Read during the call only, so reuse an array.
    /// </summary>
    public IReadOnlyList<MetricValue> Metrics { get => field ?? []; init; }

    /// <summary>
    /// A value by its name: <c>train_loss</c>, <c>val_loss</c>, <c>learning_rate</c>, or that of a further metric. In
    /// names '/' and '_' are the same: <c>val_loss</c> is <c>val/loss</c>. Of two metrics with one name the first
    /// counts.
    /// </summary>
    /// <returns>Null when it is not known.</returns>
    public double? Find(string name)
    {
        if (IsSame(name, "train_loss"))
        {
            return TrainLoss;
        }

        if (IsSame(name, "val_loss"))
        {
            return ValLoss;
        }

        return IsSame(name, "learning_rate") ? LearningRate : FindMetric(name);
    }

    /// <summary>Whether two names mean one metric.</summary>
    internal static bool IsSame(string? name, string? other)
    {
        if (name is null || other is null || name.Length != other.Length)
        {
            return false;
        }

        for (int i = 0; i < name.Length; i++)
        {
            if (name[i] != other[i] && !(name[i] is '/' or '_' && other[i] is '/' or '_'))
            {
                return false;
            }
        }

        return true;
    }

    private double? FindMetric(string name)
    {
        for (int i = 0; i < Metrics.Count; i++)
        {
            if (IsSame(Metrics[i].Name, name))
            {
                return Metrics[i].Value;
            }
        }

        return null;
    }
}
