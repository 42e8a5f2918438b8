using Cairn.Callbacks;

namespace Cairn.Cli.Decisions;

/// <summary>What was recorded of one epoch. Immutable.</summary>
/// <param name="Epoch">Its number.</param>
/// <param name="Values">The monitored metrics, by the names that the settings have for them.</param>
internal sealed record ReplayEpoch(long Epoch, IReadOnlyList<MetricValue> Values)
{
    /// <summary>As the callbacks saw it, as far as that was recorded.</summary>
    public CallbackState ToState() => new()
    {
        Epoch = Epoch,
        TrainLoss = Find("train_loss"),
        ValLoss = Find("val_loss"),
        Metrics = Values,
    };

    public double? Find(string name)
    {
        foreach (MetricValue value in Values)
        {
            if (CallbackState.IsSame(value.Name, name))
            {
                return value.Value;
            }
        }

        return null;
    }
}
