namespace Cairn.Sinks.Files;

/// <summary>
/// One file that lines are added to, as one journal sees it. Owned by its <see cref="LogRun"/>. Not thread-safe.
/// </summary>
/// <remarks>
/// Lines gather in <see cref="Pending"/>. <see cref="Settle"/> comes before the first of a batch is written: it makes
/// the file what the cursor says. Where it cannot, because the file is new, full or shorter, it changes
/// <see cref="CommittedLength"/> instead, and the cursor must be saved before <see cref="Append"/>. So whatever a
/// failed attempt leaves in a file lies behind a length that the cursor on disk knows.
/// </remarks>
internal abstract class LogFile(LogStorage storage, string path, string name) : IDisposable
{
    public string Name => name;

    /// <summary>Lines that are not in the file yet. Bounded by <see cref="LogJournal"/>, which flushes it.</summary>
    public PooledBuffer Pending { get; } = new();

    /// <summary>
    /// How far the file holds what was taken from the journal; null when the cursor does not know it.
    /// </summary>
    public long? CommittedLength { get; private set; }

    /// <summary>
    /// Lines of a batch that is not whole may lie behind <see cref="CommittedLength"/>, and nobody cuts them away.
    /// </summary>
    public virtual bool IsBegun => false;

    /// <summary>Whether the cursor on disk has <see cref="CommittedLength"/> and <see cref="IsBegun"/>.</summary>
    public bool IsNoted { get; set; }

    /// <summary>True when nothing is written before all lines of a batch are pending.</summary>
    public virtual bool TakesBatchesWhole => false;

    /// <summary>It has lines of the present batch.</summary>
    public bool IsTouched { get; set; }

    /// <summary>The length behind the last line of the present batch.</summary>
    protected long Length { get; set; }

    /// <summary>Once per batch.</summary>
    protected bool IsSettled { get; private set; }

    protected LogStorage Storage => storage;

    protected string Path => path;

    /// <summary>
    /// Takes what the cursor has. While the run runs, what lies behind it was left by a failed attempt and is
    /// taken back; of an ended run it may be what another process, which resumed it, has written since.
    /// </summary>
    public virtual void Restore(LogCursor.File saved, bool isRunning)
    {
        CommittedLength = saved.Length;
        IsNoted = true;
    }

    public void Settle()
    {
        if (IsSettled)
        {
            return;
        }

        bool wasBegun = IsBegun;
        Length = Prepare();
        IsSettled = true;
        IsNoted &= CommittedLength == Length && IsBegun == wasBegun;
        CommittedLength = Length;
    }

    /// <summary>Brings the pending lines into the file. It is settled.</summary>
    public void Flush()
    {
        if (Pending.Count > 0)
        {
            Append(Pending.Written);
            Pending.Clear();
        }
    }

    /// <summary>The batch is whole: its lines are now part of what the file holds.</summary>
    public void Commit()
    {
        CommittedLength = Length;
        IsTouched = false;
        IsSettled = false;
        Pending.Dispose();
        Leave();
    }

    /// <summary>Closes the file and drops what is pending.</summary>
    public void Dispose()
    {
        storage.Open.Close(path);
        Pending.Dispose();
        Leave();
    }

    /// <summary>Makes the file ready for the lines of a batch, and returns where they begin.</summary>
    protected abstract long Prepare();

    /// <summary>Gives up what <see cref="Prepare"/> took: the batch is whole, or was given up.</summary>
    protected virtual void Leave()
    {
    }

    /// <summary>Writes, and moves <see cref="Length"/> behind what was written.</summary>
    protected abstract void Append(ReadOnlySpan<byte> lines);
}
