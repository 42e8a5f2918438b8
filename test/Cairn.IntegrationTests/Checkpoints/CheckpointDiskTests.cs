using Cairn.Checkpoints;
using Cairn.Diagnostics;
using Cairn.IntegrationTests.IO;
using Cairn.IO;
using Cairn.Storage;
using Cairn.Tests.Support;

namespace Cairn.IntegrationTests.Checkpoints;

/// <summary>A volume for checkpoints that is full at any stage of a save, or cannot be written at all.</summary>
public sealed class CheckpointDiskTests : IDisposable
{
    private const int PageBytes = 4096;
    private const int Megabyte = 1 << 20;

    private readonly TempFolder _folder = new();
    private readonly CairnTracker _tracker;

    public CheckpointDiskTests() => _tracker = CairnTracker.Open(_folder["store"]);

    [RequiresTmpfs]
    public void A_disk_that_fills_up_at_any_stage_of_a_save_keeps_the_previous_and_later_saves_again()
    {
        using var disk = new TmpfsMount(4);
        using CheckpointManager manager = Open(disk, isMeasured: false);
        manager.Save(SomeModel.Content(1));
        int failures = 0;
        for (int pages = 0; NewestEpoch(disk) == 1; pages++)
        {
            disk.Fill("filler", pages * PageBytes);
            try
            {
                manager.Save(SomeModel.Content(2));
            }
            catch (CheckpointException refusal) when (refusal.Code == "checkpoint.io")
            {
                failures++;
                Assert.Contains("No space left", refusal.Message, StringComparison.Ordinal);
                Assert.Equal(1, NewestEpoch(disk));
            }
        }

        Assert.True(failures >= 3, $"It failed {failures} times: at the tensors, at the manifest, and before.");
        Assert.Equal(failures, manager.NotSaved);
        File.Delete(disk["filler"]);
        manager.Save(SomeModel.Content(3));
        Assert.Equal(3, NewestEpoch(disk));
    }

    [RequiresTmpfs]
    public void A_save_that_would_use_the_reserve_empties_the_trash_first_and_is_then_refused()
    {
        using var disk = new TmpfsMount(8);
        CheckpointOptions options = SomeModel.Options(latest: 1);
        options.DiskReserveBytes = 4 * Megabyte;
        using CheckpointManager manager = Open(disk, isMeasured: true, options);
        manager.Save(SomeModel.Content(1));
        manager.Save(SomeModel.Content(2));
        Assert.Single(manager.ListTrash());
        disk.Fill("filler", (5 * Megabyte) + PageBytes); // the reserve, an allowance of 1 MiB, and less than a checkpoint

        manager.Save(SomeModel.Content(3));
        Assert.Single(manager.ListTrash()); // what this save made superfluous; the one before went to make room
        disk.Fill("filler", 4 * Megabyte);
        CheckpointException refusal = Assert.Throws<CheckpointException>(() => manager.Save(SomeModel.Content(4)));

        Assert.Equal("checkpoint.full", refusal.Code);
        Assert.Empty(manager.ListTrash());
        Assert.Equal(3, NewestEpoch(disk));
    }

    [RequiresTmpfs]
    public void A_directory_that_became_read_only_is_said_clearly_still_loads_and_works_again_afterwards()
    {
        using var disk = new TmpfsMount(4);
        using CheckpointManager manager = Open(disk, isMeasured: true);
        string first = manager.Save(SomeModel.Content(1))!.CheckpointId;
        manager.Save(SomeModel.Content(2));
        disk.MakeReadOnly();

        CheckpointException refusal = Assert.Throws<CheckpointException>(() => manager.Save(SomeModel.Content(3)));
        Assert.Equal("checkpoint.io", refusal.Code);
        Assert.Contains("read-only", refusal.Message, StringComparison.OrdinalIgnoreCase);
        Assert.ThrowsAny<IOException>(() => manager.Pin(first));
        Assert.ThrowsAny<IOException>(() => manager.Delete(first));
        Assert.Equal(2, NewestEpoch(disk));

        disk.MakeWritable();
        manager.Pin(first, "paper");
        manager.Save(SomeModel.Content(3));
        Assert.Equal("paper", manager.FindCheckpoint(first)!.PinnedBecause);
        Assert.Equal(3, NewestEpoch(disk));
    }

    public void Dispose()
    {
        _tracker.Dispose();
        _folder.Dispose();
    }

    private CheckpointManager Open(TmpfsMount disk, bool isMeasured, CheckpointOptions? options = null)
    {
        IFileSystem files = isMeasured ? PhysicalFileSystem.Instance : new UnmeasuredFileSystem();
        var services = new CheckpointServices(
            files, _folder["store"], disk["checkpoints"], _tracker.Recorder, () => _tracker.FlushAsync(),
            new FailureReporter(static _ => { }), TimeProvider.System, static _ => { },
            static _ => { });
        return new CheckpointManager(services, options ?? SomeModel.Options(latest: 100));
    }

    /// <summary>As another manager sees it, which finds nothing half.</summary>
    private int NewestEpoch(TmpfsMount disk)
    {
        using CheckpointManager manager = Open(disk, isMeasured: true);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(disk["checkpoints"], ".saving")));
        Assert.All(manager.VerifyAll(), found => Assert.True(found.IsSound, found.Problem));
        IReadOnlyList<CheckpointMetadata> listed = manager.ListCheckpoints(SomeModel.Name);
        Assert.Equal(manager.VerifyAll().Count(), listed.Count);
        using LoadedCheckpoint newest = manager.LoadLatest(SomeModel.Name)!;
        Assert.Empty(newest.PassedOver);
        return SomeModel.EpochOf(newest);
    }
}
