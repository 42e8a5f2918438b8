using Cairn.IO;
using Cairn.Journal;
using Cairn.Tests.Support;

namespace Cairn.Tests.Journal;

public class JournalSyncTests
{
    [Fact]
    public void A_request_ends_when_the_disk_has_confirmed()
    {
        using var journal = new JournalFixture();
        journal.Writer.Tend();
        journal.RecordPoints(10);

        Task done = journal.Writer.Sync.Request();
        Assert.False(done.IsCompleted);
        journal.Writer.Sync.Run();

        Assert.True(done.IsCompletedSuccessfully);
    }

    [Fact]
    public void Nothing_is_synced_when_nothing_was_recorded_and_nobody_waits()
    {
        var files = new FaultyFileSystem(PhysicalFileSystem.Instance, FaultPlan.Never);
        using var journal = new JournalFixture(files);
        journal.Writer.Tend();
        journal.RecordPoints(1);
        journal.Writer.Sync.Run();
        int syncs = files.Count(FileOperations.Sync);

        journal.Writer.Sync.Run();

        Assert.Equal(syncs, files.Count(FileOperations.Sync));
    }

    [Fact]
    public void After_a_failed_sync_the_segment_is_written_anew_and_recording_goes_to_another()
    {
        // The first sync is the catalog's, the second the segment's.
        var files = new FaultyFileSystem(PhysicalFileSystem.Instance, new FaultPlan(1, FileOperations.Sync));
        using var journal = new JournalFixture(files);
        journal.Writer.Tend();
        journal.RecordPoints(100);
        long poisoned = journal.Writer.Current.Number;
        byte[] before = File.ReadAllBytes(journal.SegmentPath(poisoned));

        Task done = journal.Writer.Sync.Request();
        journal.Writer.Sync.Run();
        journal.RecordPoints(5);

        Assert.True(files.Fired);
        Assert.True(done.IsCompletedSuccessfully);
        Assert.NotEqual(poisoned, journal.Writer.Current.Number);
        Assert.Equal(before.AsSpan(0, 3000), File.ReadAllBytes(journal.SegmentPath(poisoned)).AsSpan(0, 3000));
        Assert.Equal(105, journal.ReadFolder(ownerLives: true).Count);
        Assert.Equal(105, journal.ReadOwn().Count);
    }

    [Fact]
    public void A_disk_that_never_confirms_is_admitted_and_nothing_is_lost()
    {
        var files = new FaultyFileSystem(
            PhysicalFileSystem.Instance, new FaultPlan(0, FileOperations.Sync, FromThenOn: true));
        using var journal = new JournalFixture(files);
        journal.Writer.Tend();
        journal.RecordPoints(50);

        Task done = journal.Writer.Sync.Request();
        Assert.ThrowsAny<IOException>(journal.Writer.Sync.Run);

        Assert.IsType<DurabilityException>(done.Exception!.InnerException);
        Assert.Equal(50, journal.ReadOwn().Count);
    }

    [Fact]
    public void Whichever_operation_fails_a_promise_is_kept_or_refused_and_the_next_one_is_kept()
    {
        for (int n = 0; ; n++)
        {
            var files = new FaultyFileSystem(
                PhysicalFileSystem.Instance,
                new FaultPlan(n, FileOperations.Sync | FileOperations.SyncDirectory | FileOperations.Write
                    | FileOperations.Open | FileOperations.Move | FileOperations.Map));
            using var journal = new JournalFixture(files);
            journal.Writer.Tend();
            journal.Writer.Tend();
            for (int round = 0; round < 2; round++)
            {
                journal.RecordPoints(100);
                Task promise = Promise(journal);
                if (promise.IsFaulted)
                {
                    journal.Writer.Tend();
                    promise = Promise(journal);
                }

                Assert.True(promise.IsCompletedSuccessfully);
            }

            Assert.Equal(200, journal.Writer.Accepted + journal.Writer.Refusals.Total);
            Assert.Equal(journal.Writer.Accepted, journal.ReadFolder(ownerLives: true).Count);
            if (!files.Fired)
            {
                break;
            }
        }
    }

    private static Task Promise(JournalFixture journal)
    {
        Task promise = journal.Writer.Sync.Request();
        try
        {
            journal.Writer.Sync.Run();
        }
        catch (IOException)
        {
            Assert.True(promise.IsFaulted, "Who waits for the disk must hear that it failed.");
        }

        return promise;
    }
}
