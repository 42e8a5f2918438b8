namespace Cairn.Monitoring;

/// <summary>
/// How much memory the process has in use, as the journal's thread found it about a second ago: asking the system takes
/// longer than a log call may. Safe for any number of threads.
/// </summary>
internal sealed class MemoryGauge
{
    private long _bytes = Environment.WorkingSet;

    public long Bytes => Volatile.Read(ref _bytes);

    public void Refresh() => Volatile.Write(ref _bytes, Environment.WorkingSet);
}
