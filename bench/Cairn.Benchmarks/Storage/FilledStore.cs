namespace Cairn.Benchmarks.Storage;

/// <summary>
/// A store that gets loss curves through a tracker, as fast as the journal takes them, and moves them on only when told
/// to.
/// </summary>
internal sealed class FilledStore : IDisposable
{
    /// <summary>Fewer than fit a segment of 64 MiB, at 32 bytes: no round has to wait for a second one.</summary>
    public const int MaxPointsPerFill = 2_000_000;

    private const int SegmentBytes = 64 << 20;

    private readonly SteppedTime _time = new();
    private readonly LossCurve _curve;
    private readonly CairnTracker _tracker;
    private readonly Run _run;
    private readonly Series[] _series;
    private long _step;

    public FilledStore(string folder, int series, bool writeLogFiles = false, bool isSinglePrecision = false)
    {
        _curve = new LossCurve(isSinglePrecision);
        _tracker = CairnTracker.Open(folder, new CairnOptions
        {
            WriteLogFiles = writeLogFiles,
            SegmentBytes = SegmentBytes,
            JournalBudgetBytes = 16L * SegmentBytes,
            DrainInterval = TimeSpan.FromHours(1),
            TimeProvider = _time,
        });
        _run = _tracker.StartRun("bench");
        _series = [.. Enumerable.Range(0, series).Select(number => _run.Series($"train/loss/{number}"))];
    }

    /// <summary>A store of one series with so many points, closed again.</summary>
    public static void Make(string folder, long points, bool isSinglePrecision = false)
    {
        using var store = new FilledStore(folder, series: 1, isSinglePrecision: isSinglePrecision);
        for (long left = points; left > 0; left -= MaxPointsPerFill)
        {
            store.Fill((int)Math.Min(left, MaxPointsPerFill));
            store.Flush();
        }
    }

    /// <summary>Logs points into the journal, at each step one of every series.</summary>
    public void Fill(int points)
    {
        for (int i = 0; i < points; i++)
        {
            int series = i % _series.Length;
            if (series == 0)
            {
                _time.Step();
                _step++;
            }

            _series[series].Log(_step, _curve.Next(_step));
        }
    }

    /// <summary>Moves everything into the store; it is committed and on disk when this returns.</summary>
    public void Flush() => _tracker.FlushAsync().GetAwaiter().GetResult();

    /// <exception cref="InvalidOperationException">
    /// The journal refused points, so that fewer were stored than counted.
    /// </exception>
    public void Dispose()
    {
        long refused = _tracker.Health.Refused;
        _run.Complete();
        _tracker.Dispose();
        if (refused > 0)
        {
            throw new InvalidOperationException($"{refused} points were refused; fill in smaller pieces.");
        }
    }
}
