using Cairn.Journal;

namespace Cairn.Sinks;

/// <summary>
/// A destination of the journal. Called by one thread, the draining one. Each sink keeps its own cursor per journal, so
/// that one which was away gets everything later.
/// </summary>
internal interface ISink : IDisposable
{
    string Name { get; }

    /// <summary>
    /// What this sink has already taken from a journal; <see cref="SinkProgress.None"/> for a new one.
    /// </summary>
    SinkProgress ProgressOf(IDrainedJournal journal);

    /// <summary>
    /// Takes a batch and moves the cursor to its end. When it throws <see cref="SinkUnavailableException"/>, the cursor
    /// has not moved and the same batch is offered again later.
    /// </summary>
    void Write(IDrainedJournal journal, in JournalBatch batch);

    /// <summary>
    /// Everything of the journal was taken and nobody will write to it again. Runs of it that have not ended are marked
    /// <see cref="RunStatus.Crashed"/>. Afterwards the journal's folder goes.
    /// </summary>
    void Close(IDrainedJournal journal);
}
