using Cairn.Tests.Support;
using Host = Cairn.IntegrationTests.Crash.CrashHost;

namespace Cairn.IntegrationTests.Checkpoints;

/// <summary>
/// The process dies at the n-th change of a file, for every n, and the next process finds the old or the new, whole.
/// </summary>
public class CheckpointCrashTests
{
    /// <summary>More than any scenario has.</summary>
    private const int MaxChanges = 300;

    /// <summary>Hosts at once: most of their time goes into starting.</summary>
    private const int Hosts = 2;

    private const int KilledExitCode = 128 + 9;

    [Theory]
    [InlineData("before")]
    [InlineData("halfway")]
    public void Saving_with_pruning_and_backup_leaves_the_old_or_the_new(string when) => ForEveryDeath(
        "save", when, (found, isDone) => Assert.Contains(found.NewestEpoch, isDone ? (int[])[3] : [2, 3]));

    [Fact]
    public void Pruning_never_takes_the_one_to_keep() => ForEveryDeath("prune", "before", (found, isDone) =>
    {
        Assert.Equal(2, found.NewestEpoch);
        Assert.Equal(2, found.Listed.Count + found.InTrash.Count);
        Assert.True(found.Listed.Count == 1 || !isDone);
    });

    [Theory]
    [InlineData("before")]
    [InlineData("halfway")]
    public void A_backup_is_whole_or_not_there(string when) =>
        ForEveryDeath("backup", when, (found, _) => Assert.Equal(2, found.NewestEpoch));

    [Fact]
    public void Restoring_from_the_trash_leaves_it_there_or_brings_it_back() => ForEveryDeath(
        "restore", "before", (found, isDone) =>
        {
            Assert.Equal(2, found.Listed.Count + found.InTrash.Count);
            Assert.True(found.NewestEpoch == 2 || !isDone);
        });

    [Theory]
    [InlineData("before")]
    [InlineData("halfway")]
    public void Restoring_from_the_backup_brings_it_back_whole_or_not_at_all(string when) => ForEveryDeath(
        "restore-backup", when, (found, isDone) => Assert.True(found.NewestEpoch == 2 || !isDone));

    [Fact]
    public void Emptying_the_trash_touches_nothing_else() => ForEveryDeath("empty-trash", "before", (found, isDone) =>
    {
        Assert.Single(found.Listed);
        Assert.True(found.InTrash.Count == 0 || !isDone);
    });

    [Theory]
    [InlineData("before")]
    [InlineData("halfway")]
    public void A_label_is_there_or_not_and_can_always_be_read(string when) => ForEveryDeath(
        "pin", when, (found, isDone) =>
        {
            string? pin = found.Listed[1].PinnedBecause;
            Assert.True(pin == "paper" || (pin is null && !isDone), pin);
        });

    /// <summary>Lets the host die one change later each time, until it does not die any more.</summary>
    private static void ForEveryDeath(string scenario, string when, Action<AfterDeath, bool> holds)
    {
        int deaths = 0;
        for (int at = 0; at < MaxChanges; at += Hosts)
        {
            bool[] ended = Task.WhenAll(
                Enumerable.Range(at, Hosts).Select(n => Task.Run(() => Run(scenario, when, n, holds)))).Result;
            deaths += ended.Count(isDone => !isDone);
            if (ended[^1])
            {
                Assert.True(deaths > 0, "It never died.");
                return;
            }
        }

        Assert.Fail($"It still dies at the {MaxChanges}th change.");
    }

    private static bool Run(string scenario, string when, int at, Action<AfterDeath, bool> holds)
    {
        using var folder = new TempFolder();
        using var host = Host.Start(["checkpoint", folder["store"], scenario, $"{at}", when]);
        int exitCode = host.WaitForExit();
        Assert.True(exitCode is 0 or KilledExitCode, $"{scenario} at {at}: {string.Join('\n', host.Said)}");
        try
        {
            holds(AfterDeath.In(folder["store"]), exitCode == 0);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{scenario}, dead {when} change {at}: {error.Message}", error);
        }

        return exitCode == 0;
    }
}
