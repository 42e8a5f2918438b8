using Cairn.Sinks.Store.Predictions;

namespace Cairn.Sinks.Store;

/// <summary>
/// What the writer remembers of a journal: how far it was taken by committed transactions and what its numbers mean.
/// Bounded by the runs, series and labels that the journal defines; forgotten when it is closed or a transaction fails.
/// </summary>
internal sealed class JournalState(SinkProgress progress)
{
    public SinkProgress Progress { get; set; } = progress;

    /// <summary>Ids of runs by their number in the journal.</summary>
    public Dictionary<uint, string> Runs { get; } = [];

    /// <summary>Open series by their number in the journal. Cleared when series are closed.</summary>
    public Dictionary<uint, OpenSeries> Series { get; } = [];

    /// <summary>Words of predictions by their number in the journal.</summary>
    public Dictionary<uint, StoredLabel> Words { get; } = [];

    /// <summary>Ids of the checkpoints of predictions by their number in the journal.</summary>
    public Dictionary<uint, long> Checkpoints { get; } = [];

    /// <summary>Id of the journal as a source of predictions; null until one came.</summary>
    public long? PredictionSource { get; set; }

    /// <summary>Forgets what numbers mean; it is read again.</summary>
    public void Forget()
    {
        Runs.Clear();
        Series.Clear();
        Words.Clear();
        Checkpoints.Clear();
        PredictionSource = null;
    }
}
