namespace Cairn.Journal;

/// <summary>Counts the records that were refused at the door, by kind. Safe for any number of threads.</summary>
internal sealed class RefusalCounters
{
    private readonly long[] _counts = new long[(int)LossKind.Closed + 1];

    public long Total => _counts.Sum();

    public long this[LossKind kind] => Volatile.Read(ref _counts[(int)kind]);

    public override string ToString() => string.Join(", ", Enum.GetValues<LossKind>()
        .Where(kind => this[kind] > 0)
        .Select(kind => $"{this[kind]} {kind}"));

    public void Add(LossKind kind) => Interlocked.Increment(ref _counts[(int)kind]);
}
