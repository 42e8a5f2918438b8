using Cairn.Journal;
using Cairn.Sinks;

namespace Cairn.Draining;

/// <summary>Moves one journal into one sink, from where the sink left off. Not thread-safe.</summary>
internal sealed class JournalPump(IDrainedJournal journal, JournalReader reader)
{
    /// <summary>Batches are up to 1 MiB: after so many, others have their turn.</summary>
    private const int MaxBatchesPerTurn = 8;

    private ISink? _sink;

    /// <summary>What the sink has taken.</summary>
    public SinkProgress Progress { get; private set; }

    /// <summary>Moves what there is through a lane, which sees to the sink's failures.</summary>
    /// <exception cref="JournalUnreadableException">The journal cannot be read; the sink is well.</exception>
    public DrainState Pump(SinkLane lane, bool isUrgent = false)
    {
        DrainState state = DrainState.Failed;
        lane.Try(sink => state = Pump(sink), isUrgent);
        return state;
    }

    private DrainState Pump(ISink sink)
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

    private DrainState PumpBatches(ISink sink)
    {
        for (int i = 0; i < MaxBatchesPerTurn; i++)
        {
            if (!TryRead(out JournalBatch batch))
            {
                return DrainState.CaughtUp;
            }

            sink.Write(journal, batch);
            Progress = sink.ProgressOf(journal);
        }

        return DrainState.More;
    }

    private bool TryRead(out JournalBatch batch)
    {
        try
        {
            return reader.TryRead(Progress.Position, out batch);
        }
        catch (IOException e)
        {
            throw new JournalUnreadableException($"The journal '{journal.Folder}' cannot be read: {e.Message}", e);
        }
    }
}
