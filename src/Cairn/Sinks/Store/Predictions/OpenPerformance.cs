using System.Runtime.InteropServices;
using Cairn.Statistics;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>A row of <c>performance</c> in memory. Belongs to the draining thread.</summary>
internal sealed class OpenPerformance(PerformanceKey key, PerformanceSums sums)
{
    /// <summary>What was counted since the row was written, by label: a number is found faster than a word. Bounded by
    /// the actions of one batch.</summary>
    private readonly Dictionary<long, long> _newActions = [];

    public PerformanceKey Key { get; } = key;

    public PerformanceSums Sums { get; } = sums;

    /// <summary>Whether it has to be written.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Grows with every look-up of any row.</summary>
    public long LastUse { get; set; }

    public void AddAction(long label) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_newActions, label, out _)++;

    /// <summary>Brings the counts of actions into the sums.</summary>
    public void SumUpActions(PredictionNames names)
    {
        foreach ((long label, long count) in _newActions)
        {
            Sums.AddAction(names.Text(label), count);
        }

        _newActions.Clear();
    }
}
