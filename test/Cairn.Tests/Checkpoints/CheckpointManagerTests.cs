using Cairn.Checkpoints;
using Cairn.Checkpoints.Retention;
using Cairn.Storage;
using static Cairn.Tests.Checkpoints.CheckpointFixture;

namespace Cairn.Tests.Checkpoints;

public sealed class CheckpointManagerTests : IDisposable
{
    private readonly CheckpointFixture _fixture = new();

    [Fact]
    public void What_was_saved_is_loaded_with_all_its_parts()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options());
        using Run run = tracker.StartRun("experiment");
        float[] best = [1.5f, float.NaN];
        double[] moment = [0.25];
        manager.Save(new CheckpointContent
        {
            Model = Model,
            ModelType = "rl",
            Tensors = new TensorArrays(Weights(7)),
            Optimizer = new TensorArrays(new Dictionary<string, Array> { ["w.m"] = moment }),
            MoreTensors = new Dictionary<string, ITensorState>
            {
                ["best"] = new TensorArrays(new Dictionary<string, Array> { ["w"] = best }),
            },
            State = new Dictionary<string, System.Text.Json.Nodes.JsonNode?>
            {
                ["random"] = new System.Text.Json.Nodes.JsonArray("cafe", "babe"),
            },
            Epoch = 7,
            Step = 70,
            Metrics = new Dictionary<string, double> { ["val_loss"] = 0.5, ["sharpe"] = double.NegativeInfinity },
            Tags = new Dictionary<string, string> { ["market"] = "ETH/USDT" },
            TrainingMetadata = [new("lr", 0.001), new("api_key", "hunter2")],
            Run = run,
        });

        using LoadedCheckpoint? loaded = manager.LoadLatest(Model);

        Assert.Equal(7, EpochOf(loaded));
        Assert.Equal(["model", "optimizer", "best"], loaded!.Groups);
        Assert.Equal("cafe", loaded.State("random")![0]!.GetValue<string>());
        Assert.Null(loaded.State("scheduler"));
        Assert.Equal(double.NegativeInfinity, loaded.Metadata.PerformanceMetrics["sharpe"]);
        Assert.Equal("ETH/USDT", loaded.Metadata.Tags["market"]);
        Assert.Equal((run.Id, "experiment", "rl"), (loaded.Metadata.RunId, loaded.Metadata.Experiment, loaded.Metadata.ModelType));
        Assert.Contains("0.001", loaded.Metadata.TrainingMetadataJson, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", loaded.Metadata.TrainingMetadataJson, StringComparison.Ordinal);
        Array restored = new float[2];
        loaded.CopyTo(new Dictionary<string, ITensorState>
        {
            ["best"] = new TensorArrays(new Dictionary<string, Array> { ["w"] = restored }),
        });
        Assert.Equal(best, restored);
    }

    [Fact]
    public async Task Tensors_may_change_as_soon_as_saving_has_returned()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options());
        float[] weights = [1, 2, 3];
        Task saving = manager.SaveAsync(new CheckpointContent
        {
            Model = Model,
            Tensors = new TensorArrays(new Dictionary<string, Array> { ["w"] = weights }),
        });
        weights.AsSpan().Fill(-1);
        await saving;

        using LoadedCheckpoint? loaded = manager.LoadLatest(Model);
        loaded!.CopyTo(new TensorArrays(new Dictionary<string, Array> { ["w"] = weights }));

        Assert.Equal([1, 2, 3], weights);
    }

    [Fact]
    public void A_model_without_checkpoints_is_null_and_says_nothing()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options());

        Assert.Null(manager.GetCheckpointMetadataFast("enhanced_cnn"));
        Assert.Null(manager.GetBestCheckpointMetadata("enhanced_cnn"));
        Assert.Empty(manager.ListCheckpoints("enhanced_cnn"));
        Assert.Null(manager.Load("enhanced_cnn"));
        Assert.Null(manager.LoadBest("enhanced_cnn"));
        Assert.Null(manager.LoadLatest("enhanced_cnn"));
        Assert.Empty(_fixture.Failures);
    }

    [Fact]
    public void Ids_are_the_model_and_the_second_and_unique_within_it()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options());

        string[] ids = [.. Enumerable.Range(1, 3).Select(epoch => manager.Save(Content(epoch))!.CheckpointId)];

        Assert.Equal(["dqn_agent_20260314_150926", "dqn_agent_20260314_150926_2", "dqn_agent_20260314_150926_3"], ids);
    }

    [Fact]
    public void Metadata_comes_without_opening_a_file()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options());
        _fixture.Save(manager, 1, loss: 0.3);
        CheckpointMetadata best = _fixture.Save(manager, 2, loss: 0.1);
        CheckpointMetadata newest = _fixture.Save(manager, 3, loss: double.NaN);
        Assert.True(best.IsBest);
        Assert.False(newest.IsBest);
        foreach (string file in System.IO.Directory.GetFiles(_fixture.ModelFolder, "*", SearchOption.AllDirectories))
        {
            File.WriteAllText(file, "not a checkpoint any more");
        }

        Assert.Equal(best.CheckpointId, manager.GetBestCheckpointMetadata(Model)!.CheckpointId);
        Assert.Equal(0.1, manager.GetCheckpointMetadataFast(Model)!.PerformanceMetrics["val_loss"]);
        Assert.Equal([newest.CheckpointId, best.CheckpointId], manager.ListCheckpoints(Model).Take(2).Select(one => one.CheckpointId));
        Assert.Equal(best.CheckpointId, Assert.Single(manager.ListCheckpoints(Model), one => one.IsBest).CheckpointId);
    }

    [Fact]
    public void The_index_is_rebuilt_from_the_folders_by_itself()
    {
        string[] ids;
        using (CairnTracker tracker = _fixture.Open())
        using (CheckpointManager manager = tracker.OpenCheckpoints(Options()))
        {
            ids = [.. Enumerable.Range(1, 3).Select(epoch => _fixture.Save(manager, epoch).CheckpointId)];
            manager.Pin(ids[0], "the first");
            manager.SetAlias("champion", ids[1]);
        }

        foreach (string file in System.IO.Directory.GetFiles(_fixture.Store, "cairn.db*"))
        {
            File.Delete(file);
        }

        using CairnTracker again = _fixture.Open();
        using CheckpointManager rebuilt = again.OpenCheckpoints(Options());
        IReadOnlyList<CheckpointMetadata> all = rebuilt.ListCheckpoints(Model);

        Assert.Equal(ids.Reverse(), all.Select(one => one.CheckpointId));
        Assert.Equal("the first", all[2].PinnedBecause);
        Assert.Equal(["champion"], all[1].Aliases);
        Assert.Equal(ids[2], rebuilt.GetBestCheckpointMetadata(Model)!.CheckpointId);
    }

    [Fact]
    public void A_folder_that_somebody_removed_or_brought_is_noticed()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options());
        CheckpointMetadata first = _fixture.Save(manager, 1);
        CheckpointMetadata second = _fixture.Save(manager, 2);
        string place = Path.Combine(_fixture.Directory, second.Folder), aside = _fixture.Folder["aside"];

        System.IO.Directory.Move(place, aside);
        Assert.Equal(first.CheckpointId, manager.GetBestCheckpointMetadata(Model)!.CheckpointId);

        System.IO.Directory.Move(aside, place);
        Assert.Equal(second.CheckpointId, manager.GetBestCheckpointMetadata(Model)!.CheckpointId);
    }

    [Fact]
    public void A_directory_that_is_not_there_is_not_taken_for_one_that_was_emptied()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options());
        _fixture.Save(manager, 1);
        manager.ListCheckpoints(Model);
        System.IO.Directory.Move(_fixture.Directory, _fixture.Folder["unmounted"]);

        Assert.Empty(manager.ListCheckpoints(Model));
        Assert.Null(manager.GetBestCheckpointMetadata(Model));

        using IRunStore store = RunStore.Open(_fixture.Store);
        Assert.Single(store.ListCheckpoints(Model));
    }

    [Fact]
    public void A_database_that_was_deleted_is_noticed_while_the_manager_lives()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options(o => o.Retention = Keep.Latest(3)));
        _fixture.Save(manager, 1);
        manager.ListCheckpoints(Model);
        foreach (string file in System.IO.Directory.GetFiles(_fixture.Store, "cairn.db*"))
        {
            File.Delete(file);
        }

        foreach (int epoch in Enumerable.Range(2, 5))
        {
            _fixture.Save(manager, epoch);
        }

        Assert.Equal([6L, 5, 4], manager.ListCheckpoints(Model).Select(one => one.Epoch));
        Assert.Equal(3, _fixture.SoundIds().Count);
    }

    [Fact]
    public void What_is_saved_after_the_clock_was_set_back_is_the_newest()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options(o => o.Retention = Keep.Latest(2)));
        _fixture.Save(manager, 1);
        _fixture.Save(manager, 2);
        _fixture.Time.Advance(TimeSpan.FromHours(-1));
        _fixture.Save(manager, 3);
        _fixture.Save(manager, 4);

        Assert.Equal([4L, 3], manager.ListCheckpoints(Model).Select(one => one.Epoch));
    }

    [Fact]
    public void A_damaged_checkpoint_is_passed_over_and_the_reason_told()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options());
        _fixture.Save(manager, 1);
        _fixture.Save(manager, 2);
        Damage(_fixture.Tensors(_fixture.Save(manager, 3)));

        using LoadedCheckpoint? loaded = manager.LoadLatest(Model);

        Assert.Equal(2, EpochOf(loaded));
        Assert.Contains("SHA-256", Assert.Single(loaded!.PassedOver), StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_checkpoint_is_never_replaced_by_another()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options());
        _fixture.Save(manager, 1);
        CheckpointMetadata damaged = _fixture.Save(manager, 2);
        manager.SetAlias("champion", damaged.CheckpointId);
        Damage(_fixture.Tensors(damaged));

        Assert.Throws<CheckpointException>(() => manager.Load(Model, "champion"));
        Assert.Throws<CheckpointException>(() => manager.Load(Model, "challenger"));
    }

    [Fact]
    public void Tensors_that_do_not_fit_change_nothing()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options());
        _fixture.Save(manager, 1);
        using LoadedCheckpoint? loaded = manager.LoadLatest(Model);
        float[] small = [-1];
        Dictionary<string, Array> weights = Weights(-1);
        var other = new TensorArrays(new Dictionary<string, Array> { ["another"] = small });

        Assert.Throws<CheckpointException>(() => loaded!.CopyTo(other));
        Assert.Throws<CheckpointException>(() => loaded!.CopyTo(new TensorArrays(weights), other));

        Assert.Equal(-1, small[0]);
        Assert.All(weights.Values.SelectMany(array => array.Cast<float>()), value => Assert.Equal(-1, value));
    }

    [Fact]
    public void The_latest_and_the_best_are_kept_and_the_rest_can_be_restored_until_the_deadline()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options(o => o.Retention = Keep.Any(
            Keep.Latest(2), Keep.Best(1, "val_loss"))));
        double[] losses = [0.5, 0.1, 0.4, 0.3, 0.2];
        string[] ids = [.. losses.Select((loss, i) => _fixture.Save(manager, i + 1, loss).CheckpointId)];

        Assert.Equal([ids[4], ids[3], ids[1]], manager.ListCheckpoints(Model).Select(one => one.CheckpointId));
        Assert.Equal([ids[0], ids[2]], manager.ListTrash().Select(one => one.CheckpointId));

        manager.Restore(ids[0]);
        Assert.Contains(ids[0], manager.ListCheckpoints(Model).Select(one => one.CheckpointId));

        _fixture.Time.Advance(TimeSpan.FromDays(2));
        _fixture.Save(manager, 6, 0.9);
        Assert.DoesNotContain(ids[2], manager.ListTrash().Select(one => one.CheckpointId));
    }

    [Fact]
    public void Labelled_checkpoints_are_kept_whatever_the_policy_says()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options(o => o.Retention = Keep.Latest(1)));
        string pinned = _fixture.Save(manager, 1).CheckpointId;
        manager.Pin(pinned, "paper");
        string champion = _fixture.Save(manager, 2).CheckpointId;
        manager.SetAlias("champion", champion);
        string active = _fixture.Save(manager, 3).CheckpointId;
        manager.Activate(active);
        _fixture.Save(manager, 4);
        string newest = _fixture.Save(manager, 5).CheckpointId;

        Assert.Equal(
            [newest, active, champion, pinned], manager.ListCheckpoints(Model).Select(one => one.CheckpointId));
        Assert.Equal(active, manager.GetCheckpointMetadataFast(Model)!.CheckpointId);
        Assert.Throws<CheckpointException>(() => manager.Delete(pinned));

        manager.RemoveAlias(Model, "champion");
        manager.RemoveAlias(Model, "nobody");
        Assert.Empty(manager.FindCheckpoint(champion)!.Aliases);
        manager.Unpin(pinned);
        manager.Delete(pinned);
        Assert.DoesNotContain(pinned, manager.ListCheckpoints(Model).Select(one => one.CheckpointId));
    }

    [Fact]
    public void The_backup_takes_the_place_of_a_damaged_checkpoint()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options(o => o.BackupDirectory = _fixture.Folder["backup"]));
        CheckpointMetadata saved = _fixture.Save(manager, 1);
        Damage(_fixture.Tensors(saved));

        using (LoadedCheckpoint loaded = manager.Load(Model, saved.CheckpointId))
        {
            Assert.Equal(1, EpochOf(loaded));
        }

        manager.Restore(saved.CheckpointId);
        Assert.True(manager.Verify(saved.CheckpointId).IsSound);
        Assert.All(manager.VerifyBackup(), result => Assert.True(result.IsSound));
    }

    [Fact]
    public void A_lost_directory_is_loaded_from_the_backup()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options(o => o.BackupDirectory = _fixture.Folder["backup"]));
        _fixture.Save(manager, 1, loss: 0.1);
        _fixture.Save(manager, 2, loss: 0.2);
        System.IO.Directory.Delete(_fixture.ModelFolder, recursive: true);

        using LoadedCheckpoint? loaded = manager.LoadLatest(Model);
        using LoadedCheckpoint? best = manager.LoadBest(Model);

        Assert.Equal(2, EpochOf(loaded));
        Assert.Equal(1, EpochOf(best));
    }

    [Fact]
    public async Task A_save_at_the_limit_can_be_left_out_and_is_counted()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options(o =>
        {
            o.MaxPendingSaves = 1;
            o.WhenBusy = BusyBehaviour.Skip;
        }));
        using var slow = new BlockedTensors();
        Task<CheckpointMetadata?> first = Task.Run(() => manager.SaveAsync(new CheckpointContent { Model = Model, Tensors = slow }));
        slow.WaitUntilRead();

        Assert.Null(manager.Save(Content(2)));
        Assert.Equal(1, manager.Skipped);

        slow.Release();
        Assert.NotNull(await first);
    }

    [Fact]
    public void Exported_tensors_are_a_plain_safetensors_file()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options());
        CheckpointMetadata saved = _fixture.Save(manager, 1);

        manager.Export(saved.CheckpointId, _fixture.Folder["exported.safetensors"]);

        Assert.Equal(File.ReadAllBytes(_fixture.Tensors(saved)), File.ReadAllBytes(_fixture.Folder["exported.safetensors"]));
    }

    [Fact]
    public void A_compressed_checkpoint_loads_and_exports_as_the_plain_one_and_says_what_it_gained()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options(o => o.Compress = true));
        float[] weights = [.. Enumerable.Range(0, 100_000).Select(i => MathF.Sin(i) * 0.1f)];
        var state = new TensorArrays(new Dictionary<string, Array> { ["w"] = weights });
        using Run run = tracker.StartRun("compressed");
        CheckpointMetadata saved = manager.Save(new CheckpointContent { Model = Model, Tensors = state, Run = run })!;
        float[] before = [.. weights];
        weights.AsSpan().Clear();

        using (LoadedCheckpoint? loaded = manager.LoadLatest(Model))
        {
            loaded!.CopyTo(state);
        }

        Assert.Equal(before, weights);
        Assert.InRange(saved.Bytes, 1, 400_000 * 0.95);
        manager.Export(saved.CheckpointId, _fixture.Folder["plain.safetensors"]);
        Assert.InRange(new FileInfo(_fixture.Folder["plain.safetensors"]).Length, 400_000, 401_000);
        using IRunStore store = RunStore.Open(_fixture.Store);
        Assert.Contains(store.ReadEvents(run.Id), one => one.Message.Contains("compressed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_foreign_folder_is_left_alone_and_found_by_verifying()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options(o => o.Retention = Keep.Latest(1)));
        CheckpointMetadata saved = _fixture.Save(manager, 1);
        string foreign = Path.Combine(_fixture.ModelFolder, "my notes");
        System.IO.Directory.CreateDirectory(foreign);
        File.WriteAllText(Path.Combine(_fixture.ModelFolder, "README.txt"), "mine");
        CheckpointMetadata newest = _fixture.Save(manager, 2);

        Assert.Equal([newest.CheckpointId], manager.ListCheckpoints(Model).Select(one => one.CheckpointId));
        Assert.True(System.IO.Directory.Exists(foreign));
        CheckpointVerification[] results = [.. manager.VerifyAll()];
        Assert.Equal([true, false], results.Select(result => result.IsSound));
        Assert.Equal("my notes", results[1].CheckpointId);
        Assert.NotEqual(saved.CheckpointId, results[0].CheckpointId);
    }

    [Fact]
    public void Damaged_labels_keep_nobody_from_loading_and_everything_from_being_deleted()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options(o => o.Retention = Keep.Latest(1)));
        CheckpointMetadata first = _fixture.Save(manager, 1);
        File.WriteAllText(Path.Combine(_fixture.ModelFolder, "labels.json"), "{\"active\":");
        _fixture.Save(manager, 2);

        Assert.Equal(2, manager.ListCheckpoints(Model).Count);
        Assert.Contains(_fixture.Failures, failure => failure.Message.Contains("labels", StringComparison.Ordinal));
        Assert.Throws<CheckpointIntegrityException>(() => manager.Pin(first.CheckpointId));
        using LoadedCheckpoint? loaded = manager.Load(Model);
        Assert.Equal(2, EpochOf(loaded));
    }

    [Fact]
    public void A_policy_that_throws_does_not_undo_the_save()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options(o => o.Retention = new ThrowingPolicy()));

        CheckpointMetadata saved = _fixture.Save(manager, 1);

        Assert.True(manager.Verify(saved.CheckpointId).IsSound);
        Assert.Equal((1, 0), (manager.Saved, manager.NotSaved));
        Assert.Contains(_fixture.Failures, failure => failure.Message.Contains("pruning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tensors_that_throw_leave_nothing_behind_and_the_next_save_works()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options(o => o.MaxPendingSaves = 1));

        await Assert.ThrowsAsync<NotSupportedException>(
            () => manager.SaveAsync(new CheckpointContent { Model = Model, Tensors = new ThrowingTensors() }));

        Assert.Empty(System.IO.Directory.GetFileSystemEntries(Path.Combine(_fixture.Directory, ".saving")));
        Assert.NotNull(manager.Save(Content(1)));
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("..")]
    [InlineData("a/b")]
    public void An_id_is_never_a_path(string id)
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(Options());
        _fixture.Save(manager, 1);

        Assert.Null(manager.FindCheckpoint(id));
        Assert.Throws<CheckpointException>(() => manager.Pin(id));
        Assert.Throws<CheckpointException>(() => manager.Restore(id));
        Assert.Throws<CheckpointException>(() => manager.Load(Model, id));
    }

    public void Dispose() => _fixture.Dispose();

    private sealed class ThrowingPolicy : IRetentionPolicy
    {
        IEnumerable<CheckpointMetadata> IRetentionPolicy.Keep(IReadOnlyList<CheckpointMetadata> newestFirst) =>
            throw new InvalidOperationException("This policy is broken.");
    }

    private sealed class ThrowingTensors : ITensorState
    {
        public IReadOnlyList<TensorInfo> Tensors { get; } = [new TensorInfo("w", TensorType.U8, 1)];

        public void Read(int index, long offset, Span<byte> destination) => throw new NotSupportedException("Not here.");

        public void Write(int index, long offset, ReadOnlySpan<byte> source) => throw new NotSupportedException("Not here.");
    }
}
