using Cairn.Cli;
using Cairn.Tests.Support;

namespace Cairn.Tests.Cli;

/// <summary>Stores whose process was killed: copies of the store of one that lives, which nobody has locked.</summary>
public sealed class AbandonedTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CliHarness _cli = new() { UsesRealStores = true };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("show", "latest")]
    [InlineData("runs")]
    public void Whoever_looks_at_the_store_of_a_killed_process_sees_all_of_it(params string[] args)
    {
        string store = Killed(pointsStored: 3, pointsInJournal: 4);

        Assert.Equal(ExitCodes.Done, _cli.RunIn(store, args));

        Assert.Contains("crashed", _cli.Output);
        Assert.Contains("7", _cli.Output);
        Assert.Empty(_cli.Error);
        Assert.Empty(Directory.GetDirectories(Path.Combine(store, "journal")));
    }

    [Fact]
    public void What_cannot_be_brought_in_is_a_note_and_the_rest_is_shown()
    {
        string store = Killed(pointsStored: 3, pointsInJournal: 4);
        File.Delete(Path.Combine(store, "writer.lock"));
        Directory.CreateDirectory(Path.Combine(store, "writer.lock"));

        Assert.Equal(ExitCodes.Done, _cli.RunIn(store, "show", "latest", "--json"));

        Assert.Equal(3, _cli.Json.GetProperty("point_count").GetInt64());
        Assert.StartsWith("note: what an ended process left", _cli.Error);
        Assert.Single(_cli.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Recovery_that_cannot_be_made_fails()
    {
        string store = Killed(pointsStored: 3, pointsInJournal: 4);
        File.Delete(Path.Combine(store, "writer.lock"));
        Directory.CreateDirectory(Path.Combine(store, "writer.lock"));

        Assert.Equal(ExitCodes.Failed, _cli.RunIn(store, "recover"));

        Assert.Contains("writer.lock", _cli.Error);
    }

    [Fact]
    public void Another_writer_is_neither_disturbed_nor_waited_for()
    {
        string store = Killed(pointsStored: 3, pointsInJournal: 4);
        using FileStream writer = Hold(Path.Combine(store, "writer.lock"));

        Assert.Equal(ExitCodes.Done, _cli.RunIn(store, "show", "latest", "--json"));

        Assert.Equal("running", _cli.Json.GetProperty("status").GetString());
        Assert.Empty(_cli.Error);
    }

    [Fact]
    public void Following_ends_when_the_process_is_killed()
    {
        string store = Killed(pointsStored: 3, pointsInJournal: 4);
        FileStream owner = Hold(Path.Combine(Assert.Single(Directory.GetDirectories(Path.Combine(store, "journal"))), "owner.lock"));
        int waits = 0;
        _cli.OnWait = () =>
        {
            owner.Dispose();
            return ++waits < 10;
        };

        Assert.Equal(ExitCodes.Done, _cli.RunIn(store, "tail", "latest", "--follow", "-n", "0"));

        Assert.Equal(1, waits);
        Assert.Contains("step 6", _cli.Output);
        Assert.Contains("The run crashed", _cli.Output);
    }

    [Fact]
    public void Latest_is_the_run_that_was_begun_last_even_within_a_millisecond()
    {
        using (var tracker = CairnTracker.Open(
            _folder["store"], new CairnOptions { TimeProvider = new FixedTime(), WriteLogFiles = false }))
        {
            for (int number = 1; number <= 12; number++)
            {
                using Run run = tracker.StartRun("btc", name: $"run {number}");
                run.Complete();
            }
        }

        _cli.RunIn(_folder["store"], "runs", "--json");

        Assert.Equal(
            Enumerable.Range(1, 12).Reverse().Select(number => $"run {number}"),
            _cli.Json.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("name").GetString()));
    }

    private static FileStream Hold(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>A copy of a store that was being written.</summary>
    private string Killed(int pointsStored, int pointsInJournal)
    {
        string store = _folder["killed"];
        using var tracker = CairnTracker.Open(
            _folder["alive"], new CairnOptions { DrainInterval = TimeSpan.FromHours(1), WriteLogFiles = false });
        using Run run = tracker.StartRun("btc");
        Series loss = run.Series("train/loss");
        for (int step = 0; step < pointsStored + pointsInJournal; step++)
        {
            if (step == pointsStored)
            {
                tracker.FlushAsync().GetAwaiter().GetResult();
                Copy(tracker.Folder, store, "cairn.db*"); // now: the living process may still take a turn of its own
            }

            loss.Log(step, 1);
        }

        Copy(tracker.Folder, store, "*");
        return store;
    }

    /// <summary>What was copied before stays as it is.</summary>
    private static void Copy(string from, string to, string pattern)
    {
        foreach (string path in Directory.GetFiles(from, pattern, SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            if (path.EndsWith(".lock", StringComparison.Ordinal))
            {
                File.WriteAllBytes(copy, []);
            }
            else if (!File.Exists(copy))
            {
                File.Copy(path, copy);
            }
        }
    }
}
