namespace Cairn.Toto.Training;

/// <summary>Measures a training and its present epoch. Time in which the training lay still does not count.</summary>
internal sealed class Pace(TimeProvider time)
{
    private long _resumed;
    private long _epochResumed;
    private TimeSpan _before;
    private TimeSpan _epochBefore;

    public TimeSpan Elapsed => _before + time.GetElapsedTime(_resumed);

    public TimeSpan EpochElapsed => _epochBefore + time.GetElapsedTime(_epochResumed);

    /// <summary>Takes over what was measured before an interruption.</summary>
    public void Restore(TimeSpan elapsed, TimeSpan epochElapsed) => (_before, _epochBefore) = (elapsed, epochElapsed);

    public void Start() => _resumed = _epochResumed = time.GetTimestamp();

    public void StartEpoch() => (_epochBefore, _epochResumed) = (TimeSpan.Zero, time.GetTimestamp());

    /// <summary>How many of the epoch's <paramref name="windows"/> in a second; 0 while the clock stands.</summary>
    public double PerSecond(int windows)
    {
        double seconds = EpochElapsed.TotalSeconds;
        return seconds > 0 ? windows / seconds : 0;
    }
}
