using Cairn.Sinks.Files;
using Cairn.TensorBoard.Encoding;

namespace Cairn.Sinks.TensorBoard;

/// <summary>
/// An event file of a run. Only one journal ever has a file of its name, so what the cursor does not know of it was left by
/// a failed attempt and is taken back; it is never set aside, since TensorBoard would read the old one as well.
/// </summary>
internal sealed class EventFile(LogStorage storage, string path, string name) : RunLogFile(storage, path, name)
{
    public override void Restore(LogCursor.File saved, bool isRunning) => base.Restore(saved, isRunning: true);

    protected override long Prepare() => CutTo(CommittedLength ?? 0);

    /// <summary>The first record of every file says what it is, also of one that was deleted and is made anew.</summary>
    protected override void Append(ReadOnlySpan<byte> lines)
    {
        if (Length > 0)
        {
            base.Append(lines);
            return;
        }

        using PooledBuffer beginning = new();
        EventEncoder.WriteVersion(beginning, EventFileName.TimeOf(Name));
        beginning.Append(lines);
        base.Append(beginning.Written);
    }
}
