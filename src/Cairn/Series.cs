using Cairn.Recording;

namespace Cairn;

/// <summary>
/// A handle on one metric of a run. Get it once, keep it, and log to it from any thread. Logging waits for nothing,
/// allocates nothing and never throws.
/// </summary>
public sealed class Series
{
    private readonly Recorder _recorder;

    internal Series(Recorder recorder, uint number, string name)
    {
        _recorder = recorder;
        Number = number;
        Name = name;
    }

    /// <summary>Its name, as <c>train/loss</c>.</summary>
    public string Name { get; }

    internal uint Number { get; }

    /// <summary>
    /// Records a point. After this returns, it survives the death of the process, unless it was refused, which
    /// <see cref="CairnTracker.Health"/> counts.
    /// </summary>
    /// <param name="step">Where on the run's own axis; usually counting up.</param>
    /// <param name="value">The value; NaN and ±∞ are values and are kept.</param>
    public void Log(long step, double value) => _recorder.Point(Number, step, value);
}
