using Cairn.Checkpoints;
using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Retention;
using Cairn.IO;
using Cairn.Storage;
using Cairn.Tests.Support;
using static Cairn.Tests.Checkpoints.CheckpointFixture;

namespace Cairn.Tests.Checkpoints;

/// <summary>The n-th file operation fails, for every n: what loads is the old or the new, whole.</summary>
public sealed class CheckpointFaultTests : IDisposable
{
    /// <summary>More than any of the scenarios has; the loops end when nothing fails any more.</summary>
    private const int MaxOperations = 500;

    private readonly CheckpointFixture _journal = new();
    private readonly CairnTracker _tracker;

    public CheckpointFaultTests() => _tracker = _journal.Open();

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 7)]
    [InlineData(true, 0)]
    public void Saving_leaves_the_old_or_the_new(bool fromThenOn, int tornBytes) =>
        ForEveryOperation(fromThenOn, tornBytes, (fixture, manager) =>
        {
            int? saved = TrySave(fixture, manager, 2);
            Assert.Contains(LatestEpoch(fixture), saved is null ? [1, 2] : (int[])[2]);
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Saving_with_pruning_and_backup_never_loses_the_last_sound_one(bool fromThenOn) =>
        ForEveryOperation(
            fromThenOn,
            tornBytes: 0,
            (fixture, manager) =>
            {
                TrySave(fixture, manager, 2);
                TrySave(fixture, manager, 3);
                Assert.InRange(LatestEpoch(fixture), 1, 3);
            },
            fixture => Options(options =>
            {
                options.Retention = Keep.Latest(1);
                options.BackupDirectory = fixture.Folder["backup"];
            }));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Labels_are_the_old_or_the_new(bool fromThenOn) => ForEveryOperation(fromThenOn, tornBytes: 3, (fixture, manager) =>
    {
        string id = fixture.SoundIds()[0];
        bool isPinned = Try(() => manager.Pin(id, "paper"));

        using CheckpointManager after = fixture.OpenManager(_tracker);
        CheckpointMetadata found = after.FindCheckpoint(id)!;
        Assert.True(found.PinnedBecause == "paper" || (!isPinned && found.PinnedBecause is null));
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Restoring_leaves_it_in_the_trash_or_brings_it_back(bool fromThenOn) => ForEveryOperation(
        fromThenOn,
        tornBytes: 0,
        (fixture, manager) =>
        {
            Try(() => manager.Delete(fixture.SoundIds()[0]));
            foreach (TrashedCheckpoint trashed in TryList(manager))
            {
                Try(() => manager.Restore(trashed.CheckpointId));
            }

            using CheckpointManager after = fixture.OpenManager(_tracker);
            Assert.Equal(2, after.ListCheckpoints(Model).Count + after.ListTrash().Count);
            Assert.Equal(after.ListCheckpoints(Model).Count, fixture.SoundIds().Count);
        },
        prepare: (fixture, manager) => fixture.Save(manager, 2));

    [Fact]
    public void An_id_that_another_process_is_writing_is_not_taken()
    {
        using var fixture = new CheckpointFixture();
        using CheckpointManager manager = fixture.OpenManager(_tracker);
        var layout = new CheckpointLayout(PhysicalFileSystem.Instance, fixture.Directory);
        string id = $"{Model}_20260314_150926";
        layout.Files.CreateDirectory(layout.SavingFolder(id));
        using (IFileLock? other = layout.Files.TryLock(layout.SavingLock(id)))
        {
            Assert.Equal(id + "_2", manager.Save(Content(1))!.CheckpointId);
            using CheckpointManager second = fixture.OpenManager(_tracker);
            Assert.True(System.IO.Directory.Exists(layout.SavingFolder(id))); // its owner lives: nobody sweeps it
        }

        using CheckpointManager sweeper = fixture.OpenManager(_tracker);
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(layout.Saving));
    }

    [Fact]
    public void A_disk_that_has_no_room_beyond_the_reserve_refuses_and_keeps_the_previous()
    {
        using var fixture = new CheckpointFixture();
        using (CheckpointManager manager = fixture.OpenManager(_tracker))
        {
            fixture.Save(manager, 1);
        }

        using CheckpointManager reserved = fixture.OpenManager(
            _tracker, options: Options(o => o.DiskReserveBytes = long.MaxValue / 2));
        CheckpointException refusal = Assert.Throws<CheckpointException>(() => fixture.Save(reserved, 2));

        Assert.Equal("checkpoint.full", refusal.Code);
        Assert.Contains("DiskReserveBytes", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, reserved.NotSaved);
        Assert.Contains(fixture.Failures, failure => failure.Kind == CairnFailureKind.Checkpoints);
        Assert.Equal(1, LatestEpoch(fixture));
    }

    [Fact]
    public void A_file_that_reads_back_otherwise_is_not_published()
    {
        using var fixture = new CheckpointFixture();
        using CheckpointManager manager = fixture.OpenManager(
            _tracker, new LyingFileSystem(PhysicalFileSystem.Instance));

        Assert.Throws<CheckpointException>(() => fixture.Save(manager, 1));

        Assert.Empty(fixture.SoundIds());
    }

    public void Dispose()
    {
        _tracker.Dispose();
        _journal.Dispose();
    }

    /// <summary>Runs the scenario on a store with one checkpoint, again and again, until no operation fails.</summary>
    private void ForEveryOperation(
        bool fromThenOn,
        int tornBytes,
        Action<CheckpointFixture, CheckpointManager> scenario,
        Func<CheckpointFixture, CheckpointOptions>? options = null,
        Action<CheckpointFixture, CheckpointManager>? prepare = null)
    {
        for (int n = 0; n < MaxOperations; n++)
        {
            using var fixture = new CheckpointFixture();
            var files = new FaultyFileSystem(
                PhysicalFileSystem.Instance, new FaultPlan(n, FromThenOn: fromThenOn, TornBytes: tornBytes));
            using (CheckpointManager manager = fixture.OpenManager(_tracker))
            {
                fixture.Save(manager, 1);
                prepare?.Invoke(fixture, manager);
            }

            using (CheckpointManager faulty = fixture.OpenManager(_tracker, files, options?.Invoke(fixture)))
            {
                scenario(fixture, faulty);
            }

            if (!files.Fired)
            {
                Assert.True(n > 5, "Hardly any operation was seen.");
                return;
            }
        }

        Assert.Fail($"Something still fails at the {MaxOperations}th operation.");
    }

    private static int? TrySave(CheckpointFixture fixture, CheckpointManager manager, int epoch) =>
        Try(() => fixture.Save(manager, epoch)) ? epoch : null;

    private static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception error) when (error is IOException or CheckpointException)
        {
            return false;
        }
    }

    private static IReadOnlyList<TrashedCheckpoint> TryList(CheckpointManager manager)
    {
        try
        {
            return manager.ListTrash();
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>As a process that starts afterwards sees it; everything that it finds is sound.</summary>
    private int LatestEpoch(CheckpointFixture fixture)
    {
        using CheckpointManager manager = fixture.OpenManager(_tracker);
        Assert.All(manager.VerifyAll(), result => Assert.True(result.IsSound, result.Problem));
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(Path.Combine(fixture.Directory, ".saving")));
        using LoadedCheckpoint? loaded = manager.LoadLatest(Model);
        return EpochOf(loaded);
    }
}
