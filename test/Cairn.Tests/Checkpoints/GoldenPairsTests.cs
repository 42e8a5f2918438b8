using Cairn.Checkpoints;
using Cairn.Checkpoints.Golden;
using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Loading;
using Cairn.Checkpoints.Manifest;
using Cairn.IO;
using Cairn.Storage;

namespace Cairn.Tests.Checkpoints;

public sealed class GoldenPairsTests : IDisposable
{
    private readonly CheckpointFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_model_that_answers_as_it_did_is_let_through()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = Open(tracker);
        using LoadedCheckpoint loaded = SaveAndLoad(manager, Pairs(Doubling));
        GoldenReport report = loaded.RequireGolden(Doubling);
        Assert.Equal((3, 0, -1), (report.Pairs, report.Mismatches, report.WorstPair));
        Assert.Equal(["golden", "model"], loaded.Groups.Order());
        Assert.Equal([2, 2, float.NaN], loaded.GoldenPairs!.Input(2).ToArray());
    }

    [Fact]
    public void A_model_that_answers_otherwise_is_refused_and_the_worst_pair_named()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = Open(tracker);
        using LoadedCheckpoint loaded = SaveAndLoad(manager, Pairs(Doubling));
        GoldenModel other = (input, output) =>
        {
            Doubling(input, output);
            output[0] += input[0] == 1 ? 0.5f : 0.00001f;
        };
        GoldenReport report = loaded.ReplayGolden(other);
        Assert.Equal((3, 1, 1), (report.Pairs, report.Mismatches, report.WorstPair));
        Assert.Equal(0.25, report.WorstDifference, 5); // of an output of 2
        CheckpointException error = Assert.Throws<CheckpointException>(() => loaded.RequireGolden(other));
        Assert.Equal("checkpoint.golden", error.Code);
        Assert.Contains("1 of 3 golden pairs are answered otherwise, pair 1 by 0.25", error.Message, StringComparison.Ordinal);
        Assert.True(loaded.ReplayGolden(other, tolerance: 0.3).IsSound);
    }

    [Theory]
    [InlineData(float.NaN, float.NaN, true)]
    [InlineData(float.NaN, 0, false)]
    [InlineData(0, float.NaN, false)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity, true)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity, false)]
    [InlineData(0f, -0f, true)]
    [InlineData(1e6f, 1e6f + 50, true)]
    [InlineData(1e6f, 1e6f + 200, false)]
    [InlineData(0f, 0.0002f, false)]
    public void What_is_no_number_agrees_with_itself_only(float before, float now, bool agrees)
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = Open(tracker);
        var pairs = new GoldenPairs(1, 1);
        pairs.Add([1], [before]);
        using LoadedCheckpoint loaded = SaveAndLoad(manager, pairs);
        Assert.Equal(agrees, loaded.ReplayGolden((_, output) => output[0] = now).IsSound);
    }

    [Fact]
    public void An_output_that_the_model_leaves_out_is_no_answer()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = Open(tracker);
        using LoadedCheckpoint loaded = SaveAndLoad(manager, Pairs(Doubling));
        Assert.Equal(3, loaded.ReplayGolden(static (_, _) => { }).Mismatches);
    }

    [Fact]
    public void A_checkpoint_without_pairs_replays_none_and_cannot_be_required()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = Open(tracker);
        using LoadedCheckpoint loaded = SaveAndLoad(manager, pairs: null);
        Assert.Null(loaded.GoldenPairs);
        Assert.Equal(0, loaded.ReplayGolden(Doubling).Pairs);
        Assert.Equal(
            "checkpoint.golden", Assert.Throws<CheckpointException>(() => loaded.RequireGolden(Doubling)).Code);
    }

    [Fact]
    public async Task Of_no_pairs_the_log_says_nothing()
    {
        CairnTracker tracker = _fixture.Open();
        await using (tracker)
        {
            using CheckpointManager manager = Open(tracker);
            using LoadedCheckpoint loaded = SaveAndLoad(manager, pairs: null);
            Assert.Equal(0, manager.CheckGolden(loaded, Doubling).Pairs);
        }

        string log = File.ReadAllText(Path.Combine(_fixture.Store, "logs", "checkpoint_events.txt"));
        Assert.Contains("| SAVED ", log, StringComparison.Ordinal);
        Assert.DoesNotContain("REPLAYED", log, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(NoPairs))]
    public void Tensors_that_are_no_pairs_are_a_mismatch_and_not_none(Array inputs, Array outputs)
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = Open(tracker);
        CheckpointMetadata saved = manager.Save(new CheckpointContent
        {
            Model = CheckpointFixture.Model,
            Tensors = new TensorArrays(CheckpointFixture.Weights(1)),
            MoreTensors = new Dictionary<string, ITensorState>
            {
                ["foreign"] = new TensorArrays([new("inputs", inputs), new("outputs", outputs)]),
            },
        })!;
        var layout = new CheckpointLayout(PhysicalFileSystem.Instance, _fixture.Directory);
        var folder = new CheckpointFolder(layout, CheckpointFixture.Model, saved.CheckpointId);
        ManifestFile file = folder.ReadManifest().Files.Single(one => one.Group == "foreign");
        using var tensors = LoadedTensors.Read(
            layout.Files, new SegmentPool(keepsSegments: false), folder.FilePath(file), file);

        CheckpointException error = Assert.Throws<CheckpointException>(() => GoldenTensors.Read(tensors, saved.CheckpointId));

        Assert.Equal("checkpoint.mismatch", error.Code);
        Assert.Contains(saved.CheckpointId, error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Array, Array> NoPairs() => new()
    {
        { new float[3], new float[3, 2] },
        { new double[3, 2], new float[3, 2] },
        { new float[3, 2], new float[2, 2] },
    };

    [Fact]
    public async Task A_mismatch_alerts_once_until_it_is_over_and_stands_in_the_log()
    {
        CairnTracker tracker = _fixture.Open();
        await using (tracker)
        {
            using CheckpointManager manager = Open(tracker);
            using LoadedCheckpoint loaded = SaveAndLoad(manager, Pairs(Doubling));
            GoldenModel wrong = (_, output) => output.Clear();
            Assert.False(manager.CheckGolden(loaded, wrong).IsSound);
            Assert.False(manager.CheckGolden(loaded, wrong).IsSound);
            CairnFailure failure = Assert.Single(_fixture.Failures);
            Assert.Equal((CairnFailureKind.Checkpoints, false), (failure.Kind, failure.IsRecovered));
            Assert.Contains(loaded.Metadata.CheckpointId, failure.Message, StringComparison.Ordinal);
            Assert.True(manager.CheckGolden(loaded, Doubling).IsSound);
            Assert.True(_fixture.Failures.Last().IsRecovered);
        }

        string[] lines = File.ReadAllLines(Path.Combine(_fixture.Store, "logs", "checkpoint_events.txt"));
        Assert.Equal(2, lines.Count(line => line.Contains("| MISMATCH ", StringComparison.Ordinal)));
        Assert.Contains("All 3 golden pairs agree", lines.Single(line => line.Contains("| REPLAYED ")), StringComparison.Ordinal);
    }

    [Fact]
    public void Pairs_of_other_sizes_and_taken_names_are_refused()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = Open(tracker);
        Assert.Throws<ArgumentException>(() => Pairs(Doubling).Add([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => manager.Save(new CheckpointContent
        {
            Model = CheckpointFixture.Model,
            Tensors = new TensorArrays(CheckpointFixture.Weights(1)),
            MoreTensors = new Dictionary<string, ITensorState> { ["golden"] = new TensorArrays(CheckpointFixture.Weights(1)) },
        }));
    }

    private CheckpointManager Open(CairnTracker tracker) => _fixture.OpenManager(tracker);

    private LoadedCheckpoint SaveAndLoad(CheckpointManager manager, GoldenPairs? pairs)
    {
        _fixture.Time.Advance(TimeSpan.FromSeconds(1));
        CheckpointMetadata saved = manager.Save(new CheckpointContent
        {
            Model = CheckpointFixture.Model,
            Tensors = new TensorArrays(CheckpointFixture.Weights(1)),
            GoldenPairs = pairs,
        })!;
        return manager.Load(CheckpointFixture.Model, saved.CheckpointId);
    }

    private static GoldenPairs Pairs(GoldenModel model)
    {
        var pairs = new GoldenPairs(3, 2);
        pairs.Record([0, 0, 0], model);
        pairs.Record([1, 2, 3], model);
        pairs.Record([2, 2, float.NaN], model);
        return pairs;
    }

    private static void Doubling(ReadOnlySpan<float> input, Span<float> output)
    {
        output[0] = 2 * input[0];
        output[1] = 2 * input[2];
    }
}
