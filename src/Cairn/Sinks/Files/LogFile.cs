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
    private bool _isSettled; // once per batch

    public string Name => name;

    /// <summary>Lines that are not in the file yet. Bounded by <see cref="LogJournal"/>, which flushes it.</summary>
    public PooledBuffer Pending { get; } = new();

    /// <summary>
    /// How far the file holds what was taken from the journal; null when the cursor does not know it.
    /// </summary>
    public long? CommittedLength { get; private set; }

    /// <summary>Whether the cursor on disk has <see cref="CommittedLength"/>.</summary>
    public bool IsNoted { get; set; }

    /// <summary>True when nothing is written before all lines of a batch are pending.</summary>
    public virtual bool TakesBatchesWhole => false;

    /// <summary>It has lines of the present batch.</summary>
    public bool IsTouched { get; set; }

    /// <summary>The length behind the last line of the present batch.</summary>
    protected long Length { get; set; }

    protected LogStorage Storage => storage;

    protected string Path => path;

    /// <summary>
    /// Takes the length that the cursor has. While the run runs, what lies behind it was left by a failed attempt and is
    /// taken back; of an ended run it may be what another process, which resumed it, has written since.
    /// </summary>
    public virtual void Restore(long committedLength, bool isRunning)
    {
        CommittedLength = committedLength;
        IsNoted = true;
    }

    public void Settle()
    {
        if (_isSettled)
        {
            return;
        }

        Length = Prepare();
        IsNoted &= CommittedLength == Length;
        CommittedLength = Length;
        _isSettled = true;
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
        _isSettled = false;
        Pending.Dispose();
    }

    /// <summary>Closes the file and drops what is pending.</summary>
    public virtual void Dispose()
    {
        storage.Open.Close(path);
        Pending.Dispose();
    }

    /// <summary>Makes the file ready for the lines of a batch, and returns where they begin.</summary>
    protected abstract long Prepare();

    /// <summary>Writes, and moves <see cref="Length"/> behind what was written.</summary>
    protected abstract void Append(ReadOnlySpan<byte> lines);
}
