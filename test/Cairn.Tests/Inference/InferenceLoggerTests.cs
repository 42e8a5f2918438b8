using Cairn.Inference;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Storage;
using Cairn.Tests.Support;

namespace Cairn.Tests.Inference;

public class InferenceLoggerTests
{
    private static readonly DateTimeOffset Noon = new ManualTime().GetUtcNow();

    private static readonly ActionProbability[] Three = [new("BUY", 0.85), new("SELL", 0.10), new("HOLD", 0.05)];

    [Fact]
    public void A_prediction_is_recorded_with_all_that_was_said_of_it()
    {
        var time = new ManualTime();
        using var fixture = new InferenceFixture(time);
        fixture.Digests["dqn_agent_20250725_143500"] = "abc";

        PredictionId id = fixture.Logger.Log(new Prediction
        {
            Model = "dqn_agent",
            Symbol = "ETH/USDT",
            Action = "BUY",
            Confidence = 0.85,
            Probabilities = Three,
            InputFeatures = [1, 2, 3],
            ProcessingTimeMs = 12.5,
            CheckpointId = "dqn_agent_20250725_143500",
            DecisionTime = Noon.AddSeconds(-1),
            DataAsOf = Noon.AddSeconds(-2),
        });

        SeenPrediction seen = fixture.ReadOne();
        Assert.Equal(new PredictionId(fixture.Journal.Writer.Id, 1), id);
        Assert.Equal(("dqn_agent", "ETH/USDT", "BUY"), (seen.Model, seen.Symbol, seen.Action));
        Assert.Equal(("dqn_agent_20250725_143500", "abc"), (seen.Checkpoint!.Text, seen.Checkpoint.Digest));
        Assert.Equal([("BUY", 0.85), ("SELL", 0.10), ("HOLD", 0.05)], seen.Probabilities);
        Assert.Equal([1f, 2f, 3f], seen.Features);
        Assert.Equal(PredictionFlaws.None, seen.Flaws);
        PredictionPayload fields = seen.Fields;
        Assert.Equal((1, 0.85, 12.5, 3), (fields.Number, fields.Confidence, fields.LatencyMs, fields.FeatureCount));
        Assert.Equal(0x4f732afec7493057UL, fields.HashLow);
        Assert.Equal(0xd3e7443b584cfd94UL, fields.HashHigh);
        long noon = Noon.ToUnixTimeMilliseconds();
        Assert.Equal((noon, noon - 1000, noon - 2000), (fields.TimeMs, fields.DecidedMs, fields.DataMs));
        Assert.Equal(300_000u, fields.WindowMs);
        Assert.True(fields.MemoryBytes > 1 << 20, $"{fields.MemoryBytes} bytes of memory in use");
    }

    [Fact]
    public void What_nobody_said_is_not_there()
    {
        using var fixture = new InferenceFixture(new ManualTime());

        fixture.Logger.Log("m", "s", "BUY", 0.5);

        SeenPrediction seen = fixture.ReadOne();
        Assert.Equal(PredictionFlaws.None, seen.Flaws);
        Assert.Null(seen.Checkpoint);
        Assert.Empty(seen.Probabilities);
        Assert.True(double.IsNaN(seen.Fields.LatencyMs));
        Assert.Equal(Noon.ToUnixTimeMilliseconds(), seen.Fields.DecidedMs);
        Assert.Equal((TextRecord.NoStep, 0, 0u), (seen.Fields.DataMs, seen.Fields.FeatureCount, seen.Fields.Checkpoint));
    }

    [Fact]
    public void Doubles_are_hashed_as_doubles_and_kept_as_floats()
    {
        using var fixture = new InferenceFixture();

        fixture.Logger.Log("m", "s", "BUY", 0.5, default, new double[] { 1, 2, 3 });

        SeenPrediction seen = fixture.ReadOne();
        Assert.Equal([1f, 2f, 3f], seen.Features);
        Assert.Equal((3, 0xe83660e2c2495f71UL), (seen.Fields.FeatureCount, seen.Fields.HashLow));
    }

    [Fact]
    public void The_first_256_features_are_kept_and_all_are_counted_and_hashed()
    {
        using var fixture = new InferenceFixture();
        float[] features = [.. Enumerable.Range(0, 1000).Select(i => (float)i)];

        fixture.Logger.Log("m", "s", "BUY", 0.5, default, features);
        features[^1] = -1;
        fixture.Logger.Log("m", "s", "BUY", 0.5, default, features);
        fixture.Logger.Log("m", "s", "BUY", 0.5, default, Array.ConvertAll(features, feature => (double)feature));

        List<SeenPrediction> seen = fixture.Read();
        Assert.All(seen, one => Assert.Equal(features[..256], one.Features));
        Assert.All(seen, one => Assert.Equal(1000, one.Fields.FeatureCount));
        Assert.Equal(3, seen.Select(one => one.Fields.HashHigh).Distinct().Count());
    }

    [Fact]
    public void A_scope_takes_the_time_since_it_began()
    {
        using var fixture = new InferenceFixture();

        InferenceScope scope = fixture.Logger.Measure("m", "s");
        TimeSpan before = scope.Elapsed;
        scope.Log("BUY", 0.5, Three, [1f], "c");
        scope.Log("SELL", 0.5, Three, new double[] { 1 });
        TimeSpan after = scope.Elapsed;

        List<SeenPrediction> seen = fixture.Read();
        Assert.Equal([("m", "s", "BUY"), ("m", "s", "SELL")], seen.Select(one => (one.Model, one.Symbol, one.Action)));
        Assert.All(seen, one => Assert.InRange(one.Fields.LatencyMs, before.TotalMilliseconds, after.TotalMilliseconds));
    }

    [Fact]
    public void A_scope_that_nobody_began_logs_nothing()
    {
        Assert.Equal(PredictionId.None, default(InferenceScope).Log("BUY", 0.5));
        Assert.Equal(TimeSpan.Zero, default(InferenceScope).Elapsed);
    }

    [Fact]
    public void Many_threads_lose_and_double_nothing()
    {
        const int threads = 8;
        const int calls = 250; // all of them fit into the segments that are ready
        using var fixture = new InferenceFixture();
        var ids = new PredictionId[threads][];
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
            ids[thread] = [.. Enumerable.Range(0, calls).Select(i => fixture.Logger.Log(
                $"model {i % 7}", $"symbol {thread}", "BUY", i / (double)calls, Three, [thread, i]))]);

        List<SeenPrediction> seen = fixture.Read();
        Assert.Equal(threads * calls, ids.SelectMany(id => id).Distinct().Count());
        Assert.Equal(threads * calls, seen.Count);
        Assert.All(seen, one =>
        {
            (int thread, int i) = ((int)one.Features[0], (int)one.Features[1]);
            Assert.Equal(ids[thread][i].Number, one.Fields.Number);
            Assert.Equal(($"model {i % 7}", $"symbol {thread}"), (one.Model, one.Symbol));
        });
    }

    [Fact]
    public void A_name_gets_one_number_however_many_threads_meet_it_first()
    {
        using var fixture = new InferenceFixture();
        Parallel.For(0, 64, i => fixture.Logger.Log($"model {i % 4}", "s", "BUY", 0.5));

        Assert.Equal(4, fixture.Read().Select(one => one.Fields.Model).Distinct().Count());
    }

    [Fact]
    public void What_says_nothing_of_a_prediction_is_not_recorded()
    {
        using var fixture = new InferenceFixture();

        Assert.False(fixture.Logger.Resolve(PredictionId.None, "BUY"));
        Assert.False(fixture.Logger.Resolve(new PredictionId("journal", 1), actual: ""));
        Assert.False(fixture.Logger.Resolve("m", "s", Noon));
        Assert.Equal(0, fixture.Journal.Writer.Accepted);

        Assert.True(fixture.Logger.Resolve(new PredictionId("journal", 1), value: 0));
        Assert.Equal(1, fixture.Journal.Writer.Accepted);
    }

    [Fact]
    public void A_contract_that_cannot_be_one_is_not_recorded()
    {
        using var fixture = new InferenceFixture();
        var contract = new ModelContract { Model = "m", Horizon = TimeSpan.Zero };
        var negative = TimeSpan.FromTicks(-1);

        Assert.ThrowsAny<ArgumentException>(() => fixture.Logger.Declare(contract with { Model = "" }));
        Assert.ThrowsAny<ArgumentException>(() => fixture.Logger.Declare(contract with { Horizon = negative }));
        Assert.ThrowsAny<ArgumentException>(() => fixture.Logger.Declare(contract with { Deadline = negative }));

        Assert.True(fixture.Logger.Declare(contract));
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        const int calls = 1000; // in one segment, whose successor would be taken up with a list entry
        using var fixture = new InferenceFixture(segmentBytes: 8 << 20);
        fixture.Digests["c"] = "digest";
        float[] floats = [.. Enumerable.Range(0, 40).Select(i => (float)i)];
        double[] doubles = [.. Enumerable.Range(0, 40).Select(i => (double)i)];
        string tooLong = new('x', 1000);
        void LogAll()
        {
            for (int i = 0; i < calls; i++)
            {
                fixture.Logger.Log("m", "s", "BUY", 0.85, Three, floats, 12.5, "c");
                fixture.Logger.Log("m", "s", "BUY", 0.85, Three, doubles, 12.5, "c");
                fixture.Logger.Measure("m", "s").Log("SELL", double.NaN, Three, floats);
                fixture.Logger.Log(tooLong, "", null!, 2, [default], floats, -1, tooLong);
            }
        }

        LogAll();
        long before = GC.GetAllocatedBytesForCurrentThread();
        LogAll();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(0, fixture.Journal.Writer.Refusals.Total);
    }

    [Fact]
    public void After_the_end_a_call_is_refused_and_counted_and_the_catalog_stays_as_it_is()
    {
        using var fixture = new InferenceFixture();
        Assert.True(fixture.Logger.Log("m", "s", "BUY", 0.5).IsRecorded);
        JournalWriter journal = fixture.Journal.Writer;
        journal.Seal();
        journal.Catalog.Dispose();
        long before = new FileInfo(JournalFolder.CatalogPath(journal.Folder)).Length;

        Assert.Equal(PredictionId.None, fixture.Logger.Log("m", "s", "BUY", 0.5));
        Assert.Equal(PredictionId.None, fixture.Logger.Log("a name that is new", "s", "BUY", 0.5));

        Assert.Equal(2, journal.Refusals[LossKind.Closed]);
        Assert.Equal(before, new FileInfo(JournalFolder.CatalogPath(journal.Folder)).Length);
    }
}
