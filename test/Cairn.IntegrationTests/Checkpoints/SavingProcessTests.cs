using System.Globalization;
using Cairn.IntegrationTests.Faults;
using Cairn.IntegrationTests.IO;
using Cairn.Tests.Support;
using Host = Cairn.IntegrationTests.Crash.CrashHost;

namespace Cairn.IntegrationTests.Checkpoints;

/// <summary>Processes that save one model: at once, killed at any moment, without power, and on a kernel that fails.</summary>
public class SavingProcessTests
{
    private const int Kept = 3;

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Processes_that_save_one_model_at_once_have_their_own_ids_and_lose_nothing(int processes)
    {
        const int Saves = 20;
        using var folder = new TempFolder();
        List<Host> hosts = [.. Enumerable.Range(0, processes).Select(_ => Host.Start(["save", folder["store"], $"{Saves}"]))];

        foreach (Host host in hosts)
        {
            Assert.True(host.WaitForExit() == 0, string.Join('\n', host.Said));
            Assert.All(host.Said.Where(line => line.Length > 0), line => Assert.StartsWith("saved ", line));
        }

        string[] ids = [.. hosts.SelectMany(host => host.Said).Where(line => line.Length > 0).Select(line => line.Split(' ')[2])];
        Assert.Equal(processes * Saves, ids.Distinct().Count());
        var found = AfterDeath.In(folder["store"]);
        Assert.Contains(found.NewestEpoch, hosts.Select(NewestPromised)); // the last save of whoever saved last
        Assert.InRange(found.Listed.Count, Kept, Kept + processes); // who finds another at it leaves it to the next save
        hosts.ForEach(host => host.Dispose());
    }

    [Fact]
    public void Killed_at_random_moments_the_newest_that_was_promised_loads()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        using var folder = new TempFolder();
        for (int round = 0; round < 20; round++)
        {
            using var host = Host.Start(["save", folder["store"], "1000000"]);
            long promised = Promises(host, random.Next(1, 4));
            Thread.Sleep(random.Next(20)); // into the middle of the next save
            host.Kill();

            var found = AfterDeath.In(folder["store"]);
            Assert.True(found.NewestEpoch >= promised, $"seed {seed}, round {round}: {found.NewestEpoch} of {promised}");
        }
    }

    [RequiresLoopMount]
    public void A_power_cut_takes_no_checkpoint_whose_save_returned()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int round = 0; round < 5; round++)
        {
            using var disk = new LoopDisk(64);
            using var host = Host.Start(["save", disk["store"], "1000000"]);
            Promises(host, random.Next(1, 12));
            long promised = NewestPromised(host); // before the cut: for a moment after it, the volume still answers
            disk.CutPower();
            host.Kill();
            disk.PowerOn();

            var found = AfterDeath.In(disk["store"]);
            Assert.True(found.NewestEpoch >= promised, $"seed {seed}, round {round}: {found.NewestEpoch} of {promised}");
        }
    }

    [RequiresStrace]
    [InlineData("fsync,fdatasync")]
    [InlineData("rename,renameat,renameat2")]
    public void A_sync_or_a_rename_that_the_kernel_fails_is_said_and_keeps_the_previous(string calls)
    {
        using var folder = new TempFolder();
        using (var before = Host.Start(["save", folder["store"], "1"]))
        {
            Assert.Equal(0, before.WaitForExit());
        }

        using var host = Host.Start(
            ["save", folder["store"], "2"],
            ["strace", "--seccomp-bpf", "-f", "-qq", "-o", folder["strace.log"], "-e", $"trace={calls}",
                "-e", $"inject={calls}:error=EIO"]);
        Assert.Equal(0, host.WaitForExit());

        Assert.Contains("EIO", File.ReadAllText(folder["strace.log"]));
        Assert.Equal(2, host.Said.Count(line => line == "refused checkpoint.io"));
        Assert.Contains(host.Said, line => line.StartsWith("failure A checkpoint of 'agent' could not", StringComparison.Ordinal));
        Assert.Equal(1, AfterDeath.In(folder["store"]).NewestEpoch);
    }

    private static long Promises(Host host, int count)
    {
        string said = "";
        for (; count > 0; count--)
        {
            said = host.WaitFor("saved");
        }

        return Epoch(said);
    }

    private static long NewestPromised(Host host) =>
        host.Said.Where(line => line.StartsWith("saved", StringComparison.Ordinal)).Select(Epoch).Max();

    private static long Epoch(string saved) => long.Parse(saved.Split(' ')[1], CultureInfo.InvariantCulture);
}
