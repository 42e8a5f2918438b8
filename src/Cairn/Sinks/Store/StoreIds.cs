using Cairn.Recording;
using Cairn.Sinks.Store.Predictions;

namespace Cairn.Sinks.Store;

/// <summary>
/// Finds the run, the series and the words that a journal's numbers mean: what is remembered, else what the database
/// says, else what the journal's catalog says, and then their rows are made. For one batch.
/// </summary>
internal sealed class StoreIds(
    IDrainedJournal journal, JournalState state, JournalTable journals, RecordWriters writers)
{
    public string Journal => journal.Id;

    /// <summary>Id of the journal as a source of predictions.</summary>
    public long PredictionSource => state.PredictionSource ??= writers.Predictions.Names.Source(journal.Id);

    /// <summary>
    /// Id of the run; null when nothing says what the number means. A new run begins at the given time.
    /// </summary>
    public string? FindRun(uint number, long timeMs)
    {
        if (state.Runs.TryGetValue(number, out string? run))
        {
            return run;
        }

        run = journals.FindRun(journal.Id, number);
        if (run is null)
        {
            if (journal.FindRun(number) is not { } definition)
            {
                return null;
            }

            run = definition.Id;
            writers.Runs.Ensure(journal.Id, definition, timeMs);
            journals.InsertRun(journal.Id, number, run);
        }

        state.Runs.Add(number, run);
        return run;
    }

    /// <summary>The open series; null when nothing says what the number means.</summary>
    public OpenSeries? FindSeries(uint number, long timeMs)
    {
        if (state.Series.TryGetValue(number, out OpenSeries? open) && !open.IsReplaced)
        {
            return open;
        }

        if ((journals.FindSeries(journal.Id, number) ?? MakeSeries(number, timeMs)) is not { } id)
        {
            return null;
        }

        open = writers.Series.Open(id);
        state.Series[number] = open;
        return open;
    }

    /// <summary>The word that the number of a label means; null when nothing says that.</summary>
    public StoredLabel? FindWord(uint number)
    {
        if (state.Words.TryGetValue(number, out StoredLabel? word))
        {
            return word;
        }

        if (journal.FindLabel(number) is not { } definition)
        {
            return null;
        }

        word = writers.Predictions.Names.Word(definition.Text);
        state.Words.Add(number, word);
        return word;
    }

    /// <summary>
    /// Id of the checkpoint that the number of a label means, 0 for none; null when nothing says that.
    /// </summary>
    public long? FindCheckpoint(uint number)
    {
        long id = 0;
        if (number == 0 || state.Checkpoints.TryGetValue(number, out id))
        {
            return id;
        }

        if (journal.FindLabel(number) is not { } definition)
        {
            return null;
        }

        id = writers.Predictions.Names.Checkpoint(definition.Text, definition.Digest);
        state.Checkpoints.Add(number, id);
        return id;
    }

    private long? MakeSeries(uint number, long timeMs)
    {
        if (journal.FindSeries(number) is not { } definition)
        {
            return null;
        }

        // The series' definition names its run, so the run's own need not be there.
        writers.Runs.Ensure(journal.Id, definition.Run, timeMs);
        long id = writers.Loader.FindOrInsert(definition.Run.Id, definition.Name);
        journals.InsertSeries(journal.Id, number, id);
        return id;
    }
}
