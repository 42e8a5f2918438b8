using Cairn.Journal;
using Cairn.Sinks;

namespace Cairn.Draining;

/// <summary>Moves one journal into one sink, from where the sink left off. Not thread-safe.</summary>
internal sealed class JournalPump(IDrainedJournal journal, JournalReader reader)
{
    /// <summary>Batches are up to 1 MiB: after so many, others have their turn.</summary>
    private const int MaxBatchesPerTurn = 32;

    private ISink? _sink;

    public IDrainedJournal Journal => journal;

    /// <summary>What the sink has taken.</summary>
    public SinkProgress Progress { get; private set; }

    /// <summary>
    /// Moves what there is. True when the sink has caught up, false when there is more. When the sink throws, nothing that
    /// it did not take was passed over.
    /// </summary>
    public bool Pump(ISink sink)
    {
        if (_sink != sink)
        {
            Progress = sink.ProgressOf(journal);
            _sink = sink;
        }

        try
        {
            return PumpBatches(sink);
        }
        catch
        {
            // What the sink took before it failed is for it to say.
            _sink = null;
            throw;
        }
    }

    private bool PumpBatches(ISink sink)
    {
        for (int i = 0; i < MaxBatchesPerTurn; i++)
        {
            if (!reader.TryRead(Progress.Position, out JournalBatch batch))
            {
                return true;
            }

            sink.Write(journal, batch);
            Progress = sink.ProgressOf(journal);
        }

        return false;
    }
}
