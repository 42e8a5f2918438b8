namespace Cairn.TensorBoard.Reading;

/// <summary>What was damaged in the files of a run. Not thread-safe.</summary>
internal sealed class DamageLog
{
    /// <summary>More are counted, not kept.</summary>
    public const int MaxKept = 100;

    // Bounded by MaxKept.
    private readonly List<EventDamage> _kept = [];

    public IReadOnlyList<EventDamage> Kept => _kept;

    public long Count { get; private set; }

    public void Add(string path, long offset, EventDamageKind kind)
    {
        Count++;
        if (_kept.Count < MaxKept)
        {
            _kept.Add(new EventDamage(path, offset, kind));
        }
    }
}
