using Cairn.Checkpoints;
using Cairn.Checkpoints.Retention;
using Cairn.Storage;
using static Cairn.Tests.Checkpoints.CheckpointFixture;

namespace Cairn.Tests.Checkpoints;

/// <summary>Two who work on one model at a time, and closing while somebody is at it.</summary>
public sealed class CheckpointRaceTests : IDisposable
{
    private readonly CheckpointFixture _fixture = new();

    [Fact]
    public void A_checkpoint_that_is_cleared_away_while_it_is_loaded_gives_way_to_the_newer_one()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager saver = _fixture.OpenManager(tracker, options: Options(o => o.Retention = Keep.Latest(1)));
        _fixture.Save(saver, 1);
        bool isReplaced = false;
        var files = new WatchedFileSystem(path =>
        {
            if (!isReplaced && path.EndsWith(".safetensors", StringComparison.Ordinal))
            {
                isReplaced = true;
                _fixture.Save(saver, 2);
            }
        });
        using CheckpointManager loader = _fixture.OpenManager(tracker, files);

        using LoadedCheckpoint? loaded = loader.LoadLatest(Model);

        Assert.True(isReplaced);
        Assert.Equal(2, EpochOf(loaded));
        Assert.Single(loaded!.PassedOver);
    }

    [Fact]
    public async Task One_that_is_cleared_away_meanwhile_is_not_called_damaged()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager saver = _fixture.OpenManager(tracker);
        string first = _fixture.Save(saver, 1).CheckpointId;
        _fixture.Save(saver, 2);
        bool isDeleted = false;
        var files = new WatchedFileSystem(path =>
        {
            if (!isDeleted && path.Contains(first, StringComparison.Ordinal) && path.EndsWith(".safetensors", StringComparison.Ordinal))
            {
                isDeleted = true;
                saver.Delete(first);
            }
        });
        using CheckpointManager verifier = _fixture.OpenManager(tracker, files);

        Assert.True(Assert.Single(verifier.VerifyAll()).IsSound);

        Assert.True(isDeleted);
        await tracker.FlushAsync();
        string[] logs = System.IO.Directory.GetFiles(_fixture.Store, "*.log", SearchOption.AllDirectories);
        Assert.NotEmpty(logs);
        Assert.DoesNotContain(logs, log => File.ReadAllText(log).Contains("DAMAGED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Closing_while_a_save_copies_its_state_leaves_nothing_behind()
    {
        using CairnTracker tracker = _fixture.Open();
        CheckpointManager manager = _fixture.OpenManager(tracker);
        using var slow = new BlockedTensors();
        Task save = Task.Run(() => manager.SaveAsync(new CheckpointContent { Model = Model, Tensors = slow }));
        slow.WaitUntilRead();
        manager.Dispose();
        slow.Release();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => save);

        Assert.Empty(System.IO.Directory.GetFileSystemEntries(Path.Combine(_fixture.Directory, ".saving")));
    }

    [Fact]
    public async Task A_failure_listener_that_closes_the_manager_does_not_wait_for_itself()
    {
        CheckpointManager? manager = null;
        using var isClosed = new ManualResetEventSlim();
        using var tracker = CairnTracker.Open(_fixture.Store, new CairnOptions
        {
            OnFailure = _ =>
            {
                manager?.Dispose();
                isClosed.Set();
            },
        });
        manager = tracker.OpenCheckpoints(Options(o => o.DiskReserveBytes = long.MaxValue / 2));

        Task<CheckpointMetadata?> save = manager.SaveAsync(Content(1));

        Assert.True(isClosed.Wait(TimeSpan.FromSeconds(30)));
        await Assert.ThrowsAnyAsync<CheckpointException>(() => save);
    }

    [Fact]
    public async Task Labelling_waits_for_the_managers_own_pruning()
    {
        using CairnTracker tracker = _fixture.Open();
        using var isAsked = new ManualResetEventSlim();
        using var mayAnswer = new ManualResetEventSlim();
        using CheckpointManager manager = _fixture.OpenManager(tracker, options: Options(o => o.Retention = new Policy(all =>
        {
            isAsked.Set();
            mayAnswer.Wait();
            return all;
        })));
        Task<CheckpointMetadata?> saving = manager.SaveAsync(Content(1));
        isAsked.Wait();
        var pinning = Task.Run(() => manager.Pin(Assert.Single(manager.ListCheckpoints(Model)).CheckpointId, "paper"));
        mayAnswer.Set();

        await pinning;

        Assert.Equal("paper", manager.FindCheckpoint((await saving)!.CheckpointId)!.PinnedBecause);
    }

    [Fact]
    public void A_retention_policy_that_throws_does_not_undo_a_save()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = _fixture.OpenManager(
            tracker, options: Options(o => o.Retention = new Policy(_ => throw new NotSupportedException("no idea"))));

        CheckpointMetadata saved = _fixture.Save(manager, 1);

        Assert.Equal([saved.CheckpointId], _fixture.SoundIds());
        Assert.Equal((1, 0), (manager.Saved, manager.NotSaved));
        Assert.Contains(_fixture.Failures, failure => failure.Message.Contains("no idea", StringComparison.Ordinal));
    }

    [Fact]
    public void A_half_written_backup_is_swept_too()
    {
        string half = Path.Combine(_fixture.Folder["backup"], ".saving", "agent_20260101_000000");
        System.IO.Directory.CreateDirectory(half);
        using CairnTracker tracker = _fixture.Open();

        using CheckpointManager manager = _fixture.OpenManager(
            tracker, options: Options(o => o.BackupDirectory = _fixture.Folder["backup"]));

        Assert.False(System.IO.Directory.Exists(half));
    }

    [Fact]
    public void What_the_trash_has_only_half_of_is_restored_from_the_backup()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = _fixture.OpenManager(
            tracker, options: Options(o => o.BackupDirectory = _fixture.Folder["backup"]));
        CheckpointMetadata saved = _fixture.Save(manager, 1);
        _fixture.Save(manager, 2);
        manager.Delete(saved.CheckpointId);
        File.Delete(Path.Combine(Assert.Single(manager.ListTrash()).Folder, "model.safetensors"));

        manager.Restore(saved.CheckpointId);

        Assert.True(manager.Verify(saved.CheckpointId).IsSound);
    }

    public void Dispose() => _fixture.Dispose();

    private sealed class Policy(Func<IReadOnlyList<CheckpointMetadata>, IEnumerable<CheckpointMetadata>> keep) : IRetentionPolicy
    {
        public IEnumerable<CheckpointMetadata> Keep(IReadOnlyList<CheckpointMetadata> newestFirst) => keep(newestFirst);
    }
}
