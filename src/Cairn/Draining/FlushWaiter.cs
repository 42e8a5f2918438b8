using Cairn.Journal;

namespace Cairn.Draining;

/// <summary>Somebody who waits until everything before a place was moved.</summary>
/// <param name="Target">The place in the own journal.</param>
/// <param name="NeedsEveryJournal">Whether the journals of all processes have to be drained, too.</param>
internal sealed record FlushWaiter(JournalPosition Target, bool NeedsEveryJournal)
{
    /// <summary>True from the first turn on that began after it asked; an earlier one may have missed journals.</summary>
    public bool WasSeen { get; set; }

    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
