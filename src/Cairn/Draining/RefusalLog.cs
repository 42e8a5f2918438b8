using Cairn.Journal;
using Cairn.Recording;

namespace Cairn.Draining;

/// <summary>
/// Keeps what was refused on record, as an event of the process: a counter in memory would be forgotten with it. Safe
/// for any number of threads.
/// </summary>
internal sealed class RefusalLog(JournalWriter journal, Recorder recorder)
{
    /// <summary>The kind of the event; its value is the number of records refused since the one before.</summary>
    public const string EventKind = "refused";

    private const int Error = 4;

    private readonly Lock _gate = new();
    private long _recorded;

    /// <summary>Records what was refused since the last time, when there is room again.</summary>
    public void Write()
    {
        lock (_gate)
        {
            long refused = journal.Refusals.Total - _recorded;
            if (refused == 0 || journal.Current.IsSealed)
            {
                return;
            }

            TextRecordHeader header = TextRecordHeader.Of(run: 0, Error) with { Value = refused };
            string message = $"{refused} records of {journal.Id} were refused; in all: {journal.Refusals}";
            if (recorder.Text(RecordKind.Event, header, new RecordTexts(3, EventKind, message, "")))
            {
                _recorded += refused;
            }
        }
    }
}
