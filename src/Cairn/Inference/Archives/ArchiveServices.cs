using Cairn.IO;
using Cairn.Journal;
using Cairn.Recording;

namespace Cairn.Inference.Archives;

/// <summary>What a tracker lends to whoever moves predictions between the store and archives.</summary>
/// <param name="Layout">Where the store is.</param>
/// <param name="Recorder">Into the journal.</param>
/// <param name="Clock">The time.</param>
/// <param name="Flush">Waits until the store has what was recorded.</param>
internal sealed record ArchiveServices(
    StoreLayout Layout, Recorder Recorder, JournalClock Clock, Func<CancellationToken, Task> Flush)
{
    /// <summary>Has the journal take a record.</summary>
    /// <exception cref="ArchiveException">The journal refused it, even after the store took what was there.</exception>
    public async Task RecordAsync(RecordKind kind, string first, string second, CancellationToken cancellation)
    {
        if (TryRecord(kind, first, second))
        {
            return;
        }

        await Flush(cancellation).ConfigureAwait(false);
        if (!TryRecord(kind, first, second))
        {
            throw new ArchiveException(
                "archive.refused",
                Layout.Root,
                $"The journal of {Layout.Root} takes no more records, so the rest stays where it is. `cairn doctor` "
                + "looks for the cause; do the same again after that.");
        }
    }

    private bool TryRecord(RecordKind kind, string first, string second) => Recorder.Text(
        kind, TextRecordHeader.Of(0), new RecordTexts(2, first, second));
}
