using Cairn.Monitoring;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;

namespace Cairn.Tests.Monitoring;

public sealed class ProcessMonitorTests
{
    [Fact]
    public async Task Samples_are_counted_from_zero_and_lie_in_their_range()
    {
        using var folder = new TempFolder();
        using var tracker = CairnTracker.Open(folder.Path);
        using Run run = tracker.StartRun("eurusd");
        using var monitor = new ProcessMonitor(run, TimeSpan.FromDays(1));

        monitor.Sample();
        monitor.Sample();
        await tracker.FlushAsync();

        using var store = new SqliteRunStore(folder.Path);
        Assert.Equal([0L, 1L], Points("system/memory/process_bytes").Select(point => point.Step));
        Assert.Equal([1L], Points("system/cpu/process_utilization").Select(point => point.Step));
        Assert.All(Points("system/cpu/process_utilization"), point => Assert.InRange(point.Value, 0, 1));
        Assert.Equal(2, Points("system/gc/gen2_collections").Count);

        IReadOnlyList<SeriesPoint> Points(string name) => store.ReadTail(store.FindSeries(run.Id, name)!, 10);
    }

    [Fact]
    public async Task A_monitor_samples_at_once_and_may_be_ended_twice()
    {
        using var folder = new TempFolder();
        using var tracker = CairnTracker.Open(folder.Path);
        using Run run = tracker.StartRun("eurusd");
        IDisposable monitor = run.MonitorSystem(TimeSpan.FromDays(1));

        monitor.Dispose();
        monitor.Dispose();

        await tracker.FlushAsync();
        using var store = new SqliteRunStore(folder.Path);
        Assert.Equal(1, store.FindSeries(run.Id, "system/memory/process_bytes")!.Count);
    }

    [Fact]
    public void An_interval_that_cannot_be_waited_for_is_refused()
    {
        using var folder = new TempFolder();
        using var tracker = CairnTracker.Open(folder.Path);
        using Run run = tracker.StartRun("eurusd");

        Assert.Throws<ArgumentOutOfRangeException>(() => run.MonitorSystem(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => run.MonitorSystem(TimeSpan.FromDays(30)));
    }
}
