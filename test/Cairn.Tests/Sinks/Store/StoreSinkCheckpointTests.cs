using Cairn.Recording;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Storage;

namespace Cairn.Tests.Sinks.Store;

public sealed class StoreSinkCheckpointTests : IDisposable
{
    private const string Model = "dqn_agent";

    private readonly TempStore _store = new();
    private readonly TestJournal _journal = TempStore.JournalOf("train/loss");

    [Fact]
    public void A_saved_checkpoint_comes_back_with_everything_that_is_known_of_it()
    {
        CheckpointMetadata saved = Some("a") with
        {
            ModelType = "rl",
            CreatedUtc = new DateTimeOffset(2025, 7, 25, 14, 35, 0, 123, TimeSpan.Zero),
            Epoch = 100,
            Step = 5000,
            PerformanceMetrics = new Dictionary<string, double>
            {
                ["loss"] = 0.1 + 0.2,
                ["broken"] = double.NaN,
                ["best"] = double.NegativeInfinity,
            },
            Tags = new Dictionary<string, string> { ["stage"] = "prüfen" },
            TrainingMetadataJson = """{"epochs":100,"lr":0.001}""",
            RunId = "run-1",
            Experiment = "exp",
            MonitorMetric = "loss",
            Goal = MetricGoal.Maximize,
            Bytes = 12_582_912,
            Digest = "abc",
            Folder = "dqn_agent/a",
            PinnedBecause = "release",
        };

        _store.Write(_journal, _journal.Batch().Checkpoint(CheckpointAction.Saved, saved, run: 1)
            .Model(Model, aliases: """{"champion":"a","first":"a","other":"b"}"""));

        using SqliteRunStore reader = _store.OpenReader();
        CheckpointMetadata found = reader.FindCheckpoint("a")!;
        Assert.Equivalent(saved with { Aliases = ["champion", "first"], IsActive = true }, found, strict: true);
        Assert.Equivalent(found, Assert.Single(reader.ListCheckpoints(Model)), strict: true);
        Assert.Equivalent(found, reader.FindBestCheckpoint(Model, "loss", MetricGoal.Maximize), strict: true);
        Assert.Null(reader.FindBestCheckpoint(Model, "broken", MetricGoal.Maximize));
        Assert.Null(reader.FindCheckpoint("b"));
        Assert.Equal([Model], reader.ListModels());
    }

    [Fact]
    public void What_is_true_of_a_model_replaces_what_was()
    {
        _store.Write(_journal, _journal.Batch().Model(Model, "a", """{"champion":"a"}""", 77).Model(Model, "", "{}", 78));

        using SqliteRunStore reader = _store.OpenReader();
        IndexedModel model = reader.FindModel(Model)!;
        Assert.Equal((Model, null, 78), (model.Name, model.ActiveCheckpoint, model.FolderStamp));
        Assert.Empty(model.Aliases);
        Assert.Null(reader.FindModel("unknown"));
    }

    [Theory]
    [InlineData(nameof(CheckpointAction.Indexed))]
    [InlineData(nameof(CheckpointAction.Labelled))]
    [InlineData(nameof(CheckpointAction.Restored))]
    public void Metadata_that_comes_again_replaces_what_was_with_its_metrics(string action)
    {
        _store.Write(_journal, _journal.Batch().Checkpoint(CheckpointAction.Saved, Some("a", 1)));
        _store.Write(
            _journal, _journal.Batch().Checkpoint(Enum.Parse<CheckpointAction>(action), Some("a", 2) with { PinnedBecause = "mine" }));

        using SqliteRunStore reader = _store.OpenReader();
        Assert.Equal("mine", reader.FindBestCheckpoint(Model, "loss", MetricGoal.Minimize)!.PinnedBecause);
        Assert.Equal(1L, Scalar(reader, "SELECT count(*) FROM checkpoint_metrics"));
    }

    [Fact]
    public void A_removed_checkpoint_leaves_nothing_behind_but_its_place_in_the_run()
    {
        CheckpointMetadata both = Some("a", 0.5) with
        {
            PerformanceMetrics = new Dictionary<string, double> { ["loss"] = -0.0, ["nan"] = double.NaN, ["up"] = double.PositiveInfinity },
        };
        _store.Write(_journal, _journal.Batch().Point(1, 1, 1).Mark(1, "a").Checkpoint(CheckpointAction.Saved, both, 1));
        _store.Write(_journal, _journal.Batch().Checkpoint(CheckpointAction.Removed, Model, "a"));

        using SqliteRunStore reader = _store.OpenReader();
        Assert.Empty(reader.ListCheckpoints(Model));
        Assert.Equal(0L, Scalar(reader, "SELECT count(*) FROM checkpoint_metrics"));
        Assert.Equal(1L, Scalar(reader, "SELECT count(*) FROM checkpoint_marks")); // it may come back from the trash
    }

    [Fact]
    public void Other_actions_change_nothing_in_the_index()
    {
        _store.Write(_journal, _journal.Batch().Checkpoint(CheckpointAction.Saved, Some("a", 1)));
        foreach (CheckpointAction action in new[] { CheckpointAction.NotSaved, CheckpointAction.Loaded, CheckpointAction.Damaged, CheckpointAction.BackedUp })
        {
            _store.Write(_journal, _journal.Batch().Checkpoint(action, Model, "a").Checkpoint(action, Model, "b"));
        }

        using SqliteRunStore reader = _store.OpenReader();
        Assert.Equal("a", Assert.Single(reader.ListCheckpoints(Model)).CheckpointId);
        Assert.Equal((9, 0), (_store.Sink.ProgressOf(_journal).Stored, _store.Sink.ProgressOf(_journal).Damaged));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"checkpoint_id":"a"}""")]
    [InlineData("""{"checkpoint_id":null,"model_name":null,"created_utc":"2025-07-25T14:35:00Z","epoch":1,"step":1,"bytes":1}""")]
    [InlineData("""{"checkpoint_id":"b","model_name":"dqn_agent","created_utc":"2025-07-25T14:35:00Z","epoch":1,"step":1,"bytes":1}""")]
    [InlineData("""{"checkpoint_id":"a","model_name":"dqn_agent","created_utc":"today","epoch":1,"step":1,"bytes":1}""")]
    [InlineData("""{"checkpoint_id":"a","model_name":"dqn_agent","created_utc":"2025-07-25T14:35:00Z","epoch":1.5,"step":1,"bytes":1}""")]
    [InlineData("""{"checkpoint_id":"a","model_name":"dqn_agent","created_utc":"2025-07-25T14:35:00Z","epoch":1,"step":1,"bytes":1,"performance_metrics":{"loss":"low"}}""")]
    public void Metadata_that_makes_no_sense_is_counted_and_does_no_harm(string json)
    {
        _store.Write(_journal, _journal.Batch().Checkpoint(CheckpointAction.Saved, Model, "a", json));

        Assert.Equal((0, 1), (_store.Sink.ProgressOf(_journal).Stored, _store.Sink.ProgressOf(_journal).Damaged));
    }

    [Fact]
    public void Impossible_actions_aliases_and_runs_are_counted()
    {
        _store.Write(
            _journal,
            _journal.Batch().Checkpoint((CheckpointAction)99, Model, "a").Model(Model, "a", "{").Model(Model, "a", "[1]")
                .Model(Model, "a", """{"champion":1}""").Mark(0, "a").Mark(9, "a").Resume(0, "a").Checkpoint(CheckpointAction.Removed, Model, "a", run: 9));

        Assert.Equal((0, 4, 4), (
            _store.Sink.ProgressOf(_journal).Stored,
            _store.Sink.ProgressOf(_journal).Damaged,
            _store.Sink.ProgressOf(_journal).Undefined));
    }

    [Fact]
    public void The_active_one_is_the_chosen_else_the_best_else_the_newest()
    {
        Write(Some("old") with { Step = 1 }, Some("new") with { Step = 2 });
        Assert.Equal("new", Active());

        Write(Ranked("r1", 0.5, step: 3), Ranked("r2", 0.7, step: 4));
        Assert.Equal("r1", Active());

        _store.Write(_journal, _journal.Batch().Model(Model, "old"));
        Assert.Equal("old", Active());

        _store.Write(_journal, _journal.Batch().Model(Model, "not there"));
        Assert.Equal("r1", Active());

        _store.Write(_journal, _journal.Batch().Checkpoint(CheckpointAction.Removed, Model, "r1"));
        Assert.Equal("r2", Active());
        Write(Ranked("r2", double.NaN, step: 4));
        Assert.Equal("r2", Active());
    }

    [Fact]
    public void Activity_survives_a_restart_and_belongs_to_one_model()
    {
        Write(Ranked("r1", 0.5, 1), Some("other") with { ModelName = "cnn" });
        _store.Restart();
        Write(Ranked("r2", 0.4, 2));

        Assert.Equal("r2", Active());
        Assert.Equal("other", Active("cnn"));
    }

    [Theory]
    [InlineData(MetricGoal.Minimize)]
    [InlineData(MetricGoal.Maximize)]
    public void The_index_orders_as_the_one_order_says(MetricGoal goal)
    {
        for (int seed = 0; seed < 30; seed++)
        {
            using var store = new TempStore();
            var random = new Random(seed);
            List<CheckpointMetadata> all = RandomCheckpoints.Make(random, random.Next(1, 12));
            BatchBuilder batch = _journal.Batch();
            all.ForEach(one => batch.Checkpoint(CheckpointAction.Saved, one));
            store.Write(_journal, batch);

            using SqliteRunStore reader = store.OpenReader();
            var order = new CheckpointOrder("loss", goal);
            string? best = all.Where(order.CanBeBest).Order(order).FirstOrDefault()?.CheckpointId;
            Assert.True(
                best == reader.FindBestCheckpoint(RandomCheckpoints.Model, "loss", goal)?.CheckpointId, $"seed {seed}: {best}");
            Assert.Equal(
                all.Order(CheckpointOrder.NewestFirst).Select(one => one.CheckpointId),
                reader.ListCheckpoints(RandomCheckpoints.Model).Select(one => one.CheckpointId));
        }
    }

    [Fact]
    public void The_view_answers_the_query_of_the_trading_system()
    {
        Write(Ranked("dqn_agent_20250725_143500", 0.0234, 1) with
        {
            CreatedUtc = new DateTimeOffset(2025, 7, 25, 14, 35, 0, 999, TimeSpan.Zero),
            Bytes = 12_582_912,
            Folder = "dqn_agent/dqn_agent_20250725_143500",
            ModelType = "rl",
        });
        Write(Ranked("worse", 0.5, 2));

        using SqliteRunStore reader = _store.OpenReader();
        QueryResult found = reader.Query(
            "SELECT * FROM checkpoint_metadata WHERE model_name = 'dqn_agent' AND is_active = TRUE;");

        Assert.Equal(
            ["checkpoint_id", "model_name", "model_type", "timestamp", "performance_metrics", "training_metadata", "file_path", "file_size_mb", "is_active"],
            found.Columns.Take(9));
        Assert.Equal(
            ["dqn_agent_20250725_143500", "dqn_agent", "rl", "2025-07-25 14:35:00", """{"loss":0.0234}""", "{}", "dqn_agent/dqn_agent_20250725_143500", 12.0, 1L],
            Assert.Single(found.Rows).Take(9));
    }

    public void Dispose() => _store.Dispose();

    private static CheckpointMetadata Some(string id, double? loss = null) => new()
    {
        CheckpointId = id,
        ModelName = Model,
        CreatedUtc = DateTimeOffset.UnixEpoch,
        PerformanceMetrics = loss is { } value ? new() { ["loss"] = value } : new Dictionary<string, double>(),
    };

    private static CheckpointMetadata Ranked(string id, double loss, long step) =>
        Some(id, loss) with { Step = step, MonitorMetric = "loss" };

    private static object? Scalar(SqliteRunStore reader, string sql) => reader.Query(sql).Rows[0][0];

    private void Write(params CheckpointMetadata[] checkpoints)
    {
        BatchBuilder batch = _journal.Batch();
        Array.ForEach(checkpoints, one => batch.Checkpoint(CheckpointAction.Saved, one));
        _store.Write(_journal, batch);
    }

    private string Active(string model = Model)
    {
        using SqliteRunStore reader = _store.OpenReader();
        return Assert.Single(reader.ListCheckpoints(model), one => one.IsActive).CheckpointId;
    }
}
