using System.Globalization;
using Cairn.IntegrationTests.Crash;
using Cairn.IntegrationTests.IO;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;

namespace Cairn.IntegrationTests.Faults;

/// <summary>What <c>FlushToDiskAsync</c> promises, held to by a kernel that fails and by a power cut.</summary>
public class DurabilityTests
{
    [RequiresStrace]
    [InlineData("when=1")]
    [InlineData("when=4")]
    [InlineData("when=3+5")]
    public void A_sync_that_the_kernel_fails_is_noticed_and_no_record_is_lost(string when)
    {
        using var folder = new TempFolder();
        using var host = CrashHost.Start(
            ["sync", folder["store"], "50"],
            ["strace", "-f", "-qq", "-o", folder["strace.log"], "-e", "trace=fdatasync",
                "-e", $"inject=fdatasync:error=EIO:{when}"]);

        Assert.Equal(0, host.WaitForExit());

        // A sync that fails is either made good by writing the segment anew, or said.
        Assert.Contains("EIO", File.ReadAllText(folder["strace.log"]));
        Assert.Contains(host.Said, line => line.StartsWith("durable", StringComparison.Ordinal));
        HoldTo(folder["store"], host, promised: 500);
    }

    [RequiresStrace]
    [InlineData("")]
    public void A_disk_that_fails_every_sync_is_admitted_each_time(string unused)
    {
        _ = unused;
        using var folder = new TempFolder();
        using var host = CrashHost.Start(
            ["sync", folder["store"], "10"],
            ["strace", "-f", "-qq", "-o", folder["strace.log"], "-e", "trace=fsync,fdatasync",
                "-e", "inject=fsync,fdatasync:error=EIO"]);
        host.WaitForExit();

        Assert.DoesNotContain(host.Said, line => line.StartsWith("durable", StringComparison.Ordinal));
        Assert.Equal(10, host.Said.Count(line => line.StartsWith("unconfirmed", StringComparison.Ordinal)));
    }

    [RequiresLoopMount]
    public void A_power_cut_takes_nothing_that_the_disk_had_confirmed()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int round = 0; round < 8; round++)
        {
            using var disk = new LoopDisk(64);
            using var host = CrashHost.Start(["sync", disk["store"], "1000000"]);
            for (int promises = random.Next(1, 120); promises > 0; promises--)
            {
                host.WaitFor("durable");
            }

            // Counted before the cut: for a moment after it, the volume still answers.
            long promised = Promised(host);
            disk.CutPower();
            host.Kill();
            disk.PowerOn();

            HoldTo(disk["store"], host, promised);
        }
    }

    private static long Promised(CrashHost host) => host.Said
        .Where(line => line.StartsWith("durable ", StringComparison.Ordinal))
        .Select(line => long.Parse(line["durable ".Length..], CultureInfo.InvariantCulture))
        .LastOrDefault();

    private static void HoldTo(string folder, CrashHost host, long promised)
    {
        CairnTracker.Recover(folder);
        string run = host.Said.First(line => line.StartsWith("run ", StringComparison.Ordinal))["run ".Length..];
        using var store = new SqliteRunStore(folder);
        SeriesInfo series = store.FindSeries(run, "value")!;
        Assert.True(series.Count >= promised, $"{series.Count} of {promised} promised records are there.");
        long step = 0;
        Assert.All(store.ReadRange(series), point => Assert.Equal((step, (double)step++), (point.Step, point.Value)));
    }
}
