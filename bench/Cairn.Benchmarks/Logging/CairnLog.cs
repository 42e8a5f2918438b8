using Cairn.Benchmarks.Harness;

namespace Cairn.Benchmarks.Logging;

/// <summary><see cref="Series.Log"/>, to one tracker with the usual journal, each thread to its own series.</summary>
internal sealed class CairnLog : Subject
{
    private readonly CairnTracker _tracker;
    private readonly Run _run;
    private readonly Series[] _series;

    /// <summary>A round of four threads is 2.4 MiB of journal; two segments of 4 MiB are ready before it.</summary>
    public CairnLog(TempFolder folder, int threads) : base("Cairn `Series.Log`", callsPerRound: 20_000)
    {
        _tracker = CairnTracker.Open(folder.File("store"), new CairnOptions { WriteLogFiles = false });
        _run = _tracker.StartRun("bench");
        _series = [.. Enumerable.Range(0, threads).Select(number => _run.Series($"loss/{number}"))];
    }

    public override void Run(int thread, int calls)
    {
        Series series = _series[thread];
        for (int i = 0; i < calls; i++)
        {
            series.Log(i, 0.25 + i);
        }
    }

    public override void Rest() => _tracker.FlushAsync().GetAwaiter().GetResult();

    /// <exception cref="InvalidOperationException">
    /// The rounds outran the journal: refused calls are too cheap to count.
    /// </exception>
    public override void Dispose()
    {
        long refused = _tracker.Health.Refused;
        _run.Complete();
        _tracker.Dispose();
        if (refused > 0)
        {
            throw new InvalidOperationException($"{refused} points were refused; make the rounds shorter.");
        }
    }
}
