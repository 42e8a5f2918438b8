using System.Collections.Concurrent;
using Cairn.Storage.Sqlite;

namespace Cairn.IntegrationTests.Faults;

/// <summary>A host that logs 0, 1, 2, … and knows how many calls it made.</summary>
internal sealed class LoggingHost : IDisposable
{
    private readonly string _folder;
    private readonly Series _series;
    private long _calls;

    public LoggingHost(string folder)
    {
        _folder = folder;
        Tracker = CairnTracker.Open(folder, new CairnOptions
        {
            SegmentBytes = 1 << 20,
            DrainInterval = TimeSpan.FromMilliseconds(20),
            CloseTimeout = TimeSpan.FromSeconds(2),
            OnFailure = Failures.Enqueue,
        });
        Run = Tracker.StartRun("faults");
        _series = Run.Series("x");
    }

    public CairnTracker Tracker { get; }

    public Run Run { get; }

    public ConcurrentQueue<CairnFailure> Failures { get; } = new();

    public void Log(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _series.Log(_calls, _calls);
            _calls++;
        }
    }

    /// <summary>Logs no faster than small segments can be made ready on a busy machine.</summary>
    public async Task LogAtLeisure(int count)
    {
        const int Burst = 10_000;
        for (int logged = 0; logged < count; logged += Burst)
        {
            Log(Math.Min(Burst, count - logged));
            await Task.Delay(10);
        }
    }

    public void LogUntilRefused()
    {
        while (Tracker.Health.Refused == 0)
        {
            Log(10_000);
        }
    }

    public async Task LogUntilAcceptedAgain()
    {
        for (long before = Tracker.Health.Accepted; Tracker.Health.Accepted == before; Log(1))
        {
            await Task.Delay(50);
        }
    }

    /// <summary>Waits until the store works again, and holds it to what was accepted.</summary>
    public async Task FlushAndHold()
    {
        await FlushWhenPossible();
        CairnHealth health = Tracker.Health;
        using var store = new SqliteRunStore(_folder);
        long stored = store.FindSeries(Run.Id, "x")!.Count;
        Assert.Equal(health.Accepted, health.Stored + health.Lost);
        long refusals = (long)store.Query("SELECT count(*) FROM events WHERE kind = 'refused'").Rows[0][0]!;
        Assert.Equal(_calls + 1 + refusals, health.Accepted + health.Refused); // and the run's beginning
        Assert.Equal(health.Stored, stored + 1 + refusals);
        Assert.All(store.ReadRange(store.FindSeries(Run.Id, "x")!), point => Assert.Equal(point.Step, point.Value));
    }

    public void Dispose() => Tracker.Dispose();

    private async Task FlushWhenPossible()
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await Tracker.FlushAsync();
                return;
            }
            catch (StoreUnavailableException) when (attempt < 200)
            {
                await Task.Delay(50);
            }
        }
    }
}
