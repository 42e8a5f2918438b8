using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;

namespace Cairn.IntegrationTests.Crash;

/// <summary>What a call accepted survives <c>kill -9</c> at any moment.</summary>
public class CrashTests
{
    private const int Rounds = 200;

    [Theory]
    [InlineData(1, Rounds / 2)]
    [InlineData(4, Rounds / 2)]
    public void Killed_at_random_moments_no_accepted_record_is_lost_and_none_is_doubled(int threads, int rounds)
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        using var folder = new TempFolder();
        for (int round = 0; round < rounds; round++)
        {
            using var host = CrashHost.Start(["log", folder["store"], $"{threads}"]);
            Victim victim = Victim.KillSoon([host], random)[0];
            CairnTracker.Recover(folder["store"]);

            using var store = new SqliteRunStore(folder["store"]);
            victim.HoldTo(store, threads, $"seed {seed}, round {round}");
        }

        Assert.Empty(Directory.GetDirectories(Path.Combine(folder["store"], "journal")));
    }

    [Fact]
    public void Four_processes_that_write_one_store_lose_nothing_when_all_are_killed()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        using var folder = new TempFolder();
        for (int round = 0; round < 10; round++)
        {
            List<CrashHost> hosts =
                [.. Enumerable.Range(0, 4).Select(_ => CrashHost.Start(["log", folder["store"], "2"]))];
            List<Victim> victims = Victim.KillSoon(hosts, random);
            CairnTracker.Recover(folder["store"]);

            using var store = new SqliteRunStore(folder["store"]);
            victims.ForEach(victim => victim.HoldTo(store, 2, $"seed {seed}, round {round}"));
            hosts.ForEach(host => host.Dispose());
        }
    }

    [Fact]
    public void When_the_writing_process_is_killed_a_living_one_takes_over_and_brings_in_what_it_left()
    {
        using var folder = new TempFolder();
        using var writer = CrashHost.Start(["hold", folder["store"]]);
        writer.WaitFor("writing");
        using var other = CrashHost.Start(["log", folder["store"], "1"]);
        string run = other.WaitFor("run ")["run ".Length..];
        other.WaitFor("accepted 0 5000");
        writer.Kill();
        other.WaitFor("accepted 0 400000"); // more than it may be ahead: it can only get here when it drains by itself
        other.Kill();

        CairnTracker.Recover(folder["store"]);
        using var store = new SqliteRunStore(folder["store"]);
        Assert.True(store.FindSeries(run, "worker/0")!.Count >= 400_000);
        Assert.Equal(RunStatus.Crashed, store.FindRun(run)!.Status);
    }

    [Fact]
    public void A_store_is_readable_at_once_after_a_kill_before_anybody_recovers_it()
    {
        using var folder = new TempFolder();
        using var host = CrashHost.Start(["log", folder["store"], "1"]);
        string run = host.WaitFor("run ")["run ".Length..];
        host.WaitFor("accepted 0 200000");
        host.Kill();

        using var store = new SqliteRunStore(folder["store"]);
        RunInfo info = store.FindRun(run)!;
        Assert.Equal(RunStatus.Running, info.Status);
        long step = 0;
        Assert.All(store.ReadRange(store.FindSeries(run, "worker/0")!), point => Assert.Equal(step++, point.Step));
    }
}
