using Cairn.IO;
using Cairn.Journal;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Tracker;

namespace Cairn.Tests.Draining;

/// <summary>
/// Journals of other processes, good and bad. A tracker that is abandoned stands for a process that died.
/// </summary>
public class RecoveryTests
{
    [Fact]
    public void What_a_dead_process_left_is_brought_in_and_its_run_is_marked_crashed()
    {
        using var fixture = new TrackerFixture();
        string run = LeaveDead(fixture, points: 1000);

        RecoveryReport report = CairnTracker.Recover(fixture.Store);

        Assert.Equal(1, report.Journals);
        Assert.Equal(0, report.Lost);
        using SqliteRunStore store = fixture.Read();
        Assert.Equal(RunStatus.Crashed, store.FindRun(run)!.Status);
        Assert.Equal(1000, store.FindSeries(run, "x")!.Count);
        Assert.Empty(Directory.GetDirectories(Path.Combine(fixture.Store, "journal")));
    }

    [Fact]
    public void A_journal_that_cannot_be_read_holds_up_neither_the_others_nor_the_own()
    {
        using var fixture = new TrackerFixture();
        string readable = LeaveDead(fixture, points: 10);
        string broken = Path.Combine(fixture.Store, "journal", "20000101-000000-1-00000000");
        Directory.CreateDirectory(broken);
        File.WriteAllText(Path.Combine(broken, JournalFolder.LockName), "");
        File.CreateSymbolicLink(JournalFolder.SegmentPath(broken, 1), "/nowhere"); // there, and cannot be opened

        StoreUnavailableException error = Assert.Throws<StoreUnavailableException>(() => RecoverAgain(fixture));

        Assert.Contains("20000101-000000-1-00000000", error.Message);
        using SqliteRunStore store = fixture.Read();
        Assert.Equal(10, store.FindSeries(readable, "x")!.Count);
        Assert.True(Directory.Exists(broken));
    }

    [Fact]
    public async Task Event_files_that_a_dead_process_could_never_write_are_written_by_who_recovers_it()
    {
        using var living = new TrackerFixture();
        using var fixture = new TrackerFixture();
        File.WriteAllText(living.Folder["no folder"], "");
        using CairnTracker tracker = living.Open(configure: options =>
        {
            options.WriteTensorBoard = true;
            options.TensorBoardDirectory = living.Folder["no folder"];
        });
        tracker.StartRun("dead").Series("x").Log(1, 1);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => tracker.FlushAsync());
        string journal = Assert.Single(Directory.GetDirectories(Path.Combine(living.Store, "journal")));
        DeadJournal.Copy(journal, Path.Combine(fixture.Store, "journal", Path.GetFileName(journal)));

        RecoverAgain(fixture);

        Assert.Single(Directory.GetFiles(
            Path.Combine(fixture.Store, "tensorboard"), "events.out.tfevents.*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_store_that_cannot_be_locked_fails_a_recovery_and_a_flush_and_hangs_neither()
    {
        using var fixture = new TrackerFixture();
        Directory.CreateDirectory(Path.Combine(fixture.Store, "writer.lock"));

        Assert.Throws<StoreUnavailableException>(() => RecoverAgain(fixture));
        using CairnTracker tracker = fixture.Open(configure: options => options.CloseTimeout = TimeSpan.FromMilliseconds(50));
        tracker.StartRun("locked");
        Assert.Throws<StoreUnavailableException>(() => tracker.FlushAsync().GetAwaiter().GetResult());
    }

    [Fact]
    public void A_folder_that_is_no_journal_is_left_alone()
    {
        using var fixture = new TrackerFixture();
        string backup = Path.Combine(fixture.Store, "journal", "backup");
        Directory.CreateDirectory(backup);
        File.WriteAllText(Path.Combine(backup, "mine.txt"), "precious");

        CairnTracker.Recover(fixture.Store);

        Assert.True(File.Exists(Path.Combine(backup, "mine.txt")));
    }

    [Fact]
    public void A_journal_whose_deletion_was_interrupted_is_deleted_and_not_read_again()
    {
        using var fixture = new TrackerFixture();
        LeaveDead(fixture, points: 10);
        string journal = Assert.Single(Directory.GetDirectories(Path.Combine(fixture.Store, "journal")));
        Directory.Move(journal, Path.Combine(fixture.Store, "journal", "gone-" + Path.GetFileName(journal)));

        RecoveryReport report = CairnTracker.Recover(fixture.Store);

        Assert.Equal(0, report.Journals);
        Assert.Empty(Directory.GetDirectories(Path.Combine(fixture.Store, "journal")));
    }

    [Fact]
    public async Task A_writer_whose_lock_was_deleted_gives_the_role_up_and_takes_it_again()
    {
        using var fixture = new TrackerFixture();
        using CairnTracker tracker = fixture.Open();
        Run run = tracker.StartRun("locks");
        await tracker.FlushAsync();
        File.Delete(Path.Combine(fixture.Store, "writer.lock"));

        run.Series("x").Log(1, 1);
        await tracker.FlushAsync();

        Assert.True(tracker.Health.IsStoreWriter);
        Assert.True(File.Exists(Path.Combine(fixture.Store, "writer.lock")));
    }

    [Fact]
    public void A_lock_knows_when_its_file_is_gone()
    {
        using var folder = new Support.TempFolder();
        using IFileLock held = PhysicalFileSystem.Instance.TryLock(folder["lock"])!;
        Assert.True(held.IsIntact);
        File.Delete(folder["lock"]);
        Assert.False(held.IsIntact);
        File.WriteAllText(folder["lock"], "");
        Assert.False(held.IsIntact);
    }

    [Fact]
    public async Task Waiting_on_a_closed_tracker_ends_at_once()
    {
        using var fixture = new TrackerFixture();
        CairnTracker tracker = fixture.Open();
        tracker.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => tracker.FlushAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => tracker.FlushToDiskAsync());
    }

    /// <summary>Leaves the journal that a process leaves when it is killed before anything was drained.</summary>
    private static string LeaveDead(TrackerFixture fixture, int points)
    {
        using var living = new Support.TempFolder();
        string run;
        using (var tracker = CairnTracker.Open(living["store"], new CairnOptions
        {
            SegmentBytes = CairnOptions.MinSegmentBytes,
            DrainInterval = TimeSpan.FromHours(1),
        }))
        {
            Run started = tracker.StartRun("dead");
            Series series = started.Series("x");
            for (int i = 0; i < points; i++)
            {
                series.Log(i, i);
            }

            run = started.Id;
            string journal = Assert.Single(Directory.GetDirectories(Path.Combine(living["store"], "journal")));
            DeadJournal.Copy(journal, Path.Combine(fixture.Store, "journal", Path.GetFileName(journal)));
        }

        return run;
    }

    private static void RecoverAgain(TrackerFixture fixture) =>
        CairnTracker.Recover(fixture.Store, new CairnOptions { OnFailure = fixture.Failures.Enqueue });
}
