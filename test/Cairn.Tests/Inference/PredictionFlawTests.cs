using Cairn.Inference;
using Cairn.Journal;
using Cairn.Storage;
using Cairn.Tests.Support;

namespace Cairn.Tests.Inference;

/// <summary>What is wrong with a prediction is recorded with it, and nothing is ever thrown.</summary>
public class PredictionFlawTests
{
    private static readonly DateTimeOffset Noon = new ManualTime().GetUtcNow();

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(-0.0, false)]
    [InlineData(1.0000001, true)]
    [InlineData(-1e-9, true)]
    [InlineData(double.NaN, true)]
    [InlineData(double.PositiveInfinity, true)]
    public void Confidence_is_a_number_from_0_to_1(double confidence, bool isBad)
    {
        using var fixture = new InferenceFixture();

        fixture.Logger.Log("m", "s", "BUY", confidence);

        SeenPrediction seen = fixture.ReadOne();
        Assert.Equal(isBad ? PredictionFlaws.BadConfidence : PredictionFlaws.None, seen.Flaws);
        Assert.Equal(BitConverter.DoubleToInt64Bits(confidence), BitConverter.DoubleToInt64Bits(seen.Fields.Confidence));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(false, 1.0)]
    [InlineData(false, 0.85, 0.10, 0.05)]
    [InlineData(false, 0.33, 0.33, 0.33)]
    [InlineData(false, 0.34, 0.34, 0.33)]
    [InlineData(true, 0.5, 0.4)]
    [InlineData(true, 0.5, 0.52)]
    [InlineData(true, 1.5, -0.5)]
    [InlineData(true, 1.0, double.NaN)]
    [InlineData(true, double.PositiveInfinity, double.NegativeInfinity)]
    public void Probabilities_add_up_to_1_to_a_hundredth(bool areBad, params double[] probabilities)
    {
        using var fixture = new InferenceFixture();
        ActionProbability[] given = [.. probabilities.Select((value, i) => new ActionProbability($"A{i}", value))];

        fixture.Logger.Log("m", "s", "A0", 0.5, given);

        SeenPrediction seen = fixture.ReadOne();
        Assert.Equal(areBad ? PredictionFlaws.BadProbabilities : PredictionFlaws.None, seen.Flaws);
        Assert.Equal(probabilities, seen.Probabilities.Select(one => one.Probability));
    }

    [Theory]
    [InlineData(double.NaN, false)]
    [InlineData(0, false)]
    [InlineData(double.MaxValue, false)]
    [InlineData(-1, true)]
    [InlineData(double.NegativeInfinity, true)]
    [InlineData(double.PositiveInfinity, true)]
    public void Processing_time_is_not_negative_and_has_an_end(double milliseconds, bool isBad)
    {
        using var fixture = new InferenceFixture();

        fixture.Logger.Log("m", "s", "BUY", 0.5, processingTimeMs: milliseconds);

        Assert.Equal(isBad ? PredictionFlaws.BadProcessingTime : PredictionFlaws.None, fixture.Flaws());
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_feature_that_is_no_number_is_found_wherever_it_is(float bad)
    {
        using var fixture = new InferenceFixture();
        float[] features = [.. Enumerable.Repeat(float.MaxValue, 300)];
        for (int at = 0; at < features.Length; at += 7)
        {
            float[] spoiled = [.. features];
            spoiled[at] = bad;
            fixture.Logger.Log("m", "s", "BUY", 0.5, default, spoiled);
            fixture.Logger.Log("m", "s", "BUY", 0.5, default, Array.ConvertAll(spoiled, feature => (double)feature));
            fixture.Logger.Log("m", "s", "BUY", 0.5, default, spoiled.AsSpan(at + 1));
            fixture.Logger.Log("m", "s", "BUY", 0.5, default, spoiled.AsSpan(0, at));
        }

        PredictionFlaws[] expected =
            [PredictionFlaws.NonFiniteFeatures, PredictionFlaws.NonFiniteFeatures, PredictionFlaws.None, PredictionFlaws.None];
        Assert.All(fixture.Read().Chunk(4), four => Assert.Equal(expected, four.Select(one => one.Flaws)));
    }

    [Fact]
    public void A_double_that_no_float_can_hold_is_marked()
    {
        using var fixture = new InferenceFixture();

        fixture.Logger.Log("m", "s", "BUY", 0.5, default, [1e300]);

        Assert.Equal(PredictionFlaws.NonFiniteFeatures, fixture.Flaws());
    }

    [Theory]
    [InlineData(0, PredictionFlaws.None)]
    [InlineData(-1, PredictionFlaws.None)]
    [InlineData(1, PredictionFlaws.LookAhead)]
    public void Data_that_is_newer_than_the_decision_is_marked(int secondsLater, PredictionFlaws flaws)
    {
        using var fixture = new InferenceFixture(new ManualTime());

        fixture.Logger.Log(new Prediction
        {
            Model = "m",
            Symbol = "s",
            Action = "BUY",
            Confidence = 0.5,
            DecisionTime = Noon,
            DataAsOf = Noon.AddSeconds(secondsLater).ToOffset(TimeSpan.FromHours(3)),
        });

        Assert.Equal(flaws, fixture.Flaws());
    }

    [Fact]
    public void Data_of_this_very_moment_is_not_newer_than_a_decision_of_now()
    {
        using var fixture = new InferenceFixture(); // with the clock of recording, which lags some milliseconds
        for (int i = 0; i < 100; i++)
        {
            fixture.Logger.Log(new Prediction
            {
                Model = "m",
                Symbol = "s",
                Action = "BUY",
                Confidence = 0.5,
                DataAsOf = DateTimeOffset.UtcNow,
            });
        }

        Assert.All(fixture.Read(), seen => Assert.Equal(PredictionFlaws.None, seen.Flaws));
    }

    [Fact]
    public void Names_that_are_empty_or_missing_are_marked_and_stand_as_none()
    {
        using var fixture = new InferenceFixture();

        fixture.Logger.Log("", null!, "BUY", 0.5, [new(null!, 1)], checkpointId: "");

        SeenPrediction seen = fixture.ReadOne();
        Assert.Equal(PredictionFlaws.EmptyName, seen.Flaws);
        Assert.Equal(("(none)", "(none)", "BUY"), (seen.Model, seen.Symbol, seen.Action));
        Assert.Null(seen.Checkpoint);
    }

    [Fact]
    public void Names_that_are_too_long_are_cut_and_marked_and_never_within_a_character()
    {
        using var fixture = new InferenceFixture();
        string even = new string('x', LabelTable.MaxLength - 2) + "🚀🚀";
        string odd = new string('x', LabelTable.MaxLength - 1) + "🚀";

        fixture.Logger.Log(even, odd, "BUY", 0.5, checkpointId: new string('c', 10_000_000));

        SeenPrediction seen = fixture.ReadOne();
        Assert.Equal(PredictionFlaws.Cut, seen.Flaws);
        Assert.Equal(even[..^2], seen.Model);
        Assert.Equal(odd[..^2], seen.Symbol);
        Assert.Equal(new string('c', LabelTable.MaxLength), seen.Checkpoint!.Text);
    }

    [Fact]
    public void Probabilities_behind_the_64th_are_cut_off_and_marked()
    {
        using var fixture = new InferenceFixture();
        ActionProbability[] many = [.. Enumerable.Range(0, 100).Select(i => new ActionProbability($"A{i}", 0.01))];

        fixture.Logger.Log("m", "s", "A0", 0.5, many);

        SeenPrediction seen = fixture.ReadOne();
        Assert.Equal(PredictionFlaws.Cut, seen.Flaws); // all of them add up to 1
        Assert.Equal(many[..64].Select(one => (one.Action, one.Probability)), seen.Probabilities);
    }

    [Fact]
    public void Behind_so_many_names_the_rest_share_one()
    {
        using var fixture = new InferenceFixture();
        fixture.Journal.Writer.Catalog.Dispose(); // 65,535 writes would take seconds
        PredictionFlaws flaws = PredictionFlaws.None;
        for (int i = 0; i < LabelTable.MaxCount - 1; i++)
        {
            fixture.Labels.Of($"name {i}", ref flaws);
        }

        Assert.Equal(PredictionFlaws.None, flaws);
        fixture.Logger.Log("name 7", "the last", "one too many", 0.5, [new("and another", 1)], checkpointId: "c");

        SeenPrediction seen = fixture.ReadOne();
        Assert.Equal(PredictionFlaws.TooManyNames, seen.Flaws);
        Assert.Equal(("name 7", "the last", "(other)"), (seen.Model, seen.Symbol, seen.Action));
        Assert.Equal([("(other)", 1.0)], seen.Probabilities);
        Assert.Equal("c", seen.Checkpoint!.Text);
    }

    [Fact]
    public void When_names_are_used_up_the_others_share_one_and_a_known_one_still_gets_another_digest()
    {
        using var fixture = new InferenceFixture();
        PredictionFlaws flaws = PredictionFlaws.None;
        for (int i = 0; i < LabelTable.MaxCount; i++)
        {
            fixture.Labels.OfCheckpoint($"checkpoint {i}", ref flaws);
        }

        fixture.Digests["checkpoint 7"] = "digest";
        fixture.Digests["unknown"] = "digest";
        uint other = fixture.Labels.OfCheckpoint("another", ref flaws);
        Assert.Equal(PredictionFlaws.TooManyNames, flaws);
        Assert.Equal(other, fixture.Labels.OfCheckpoint("unknown", ref flaws));

        flaws = PredictionFlaws.None;
        uint again = fixture.Labels.OfCheckpoint("checkpoint 7", ref flaws);
        Assert.Equal(other + 1, again);
        Assert.Equal(again, fixture.Labels.OfCheckpoint("checkpoint 7", ref flaws));
        Assert.Equal(PredictionFlaws.None, flaws);
    }

    [Fact]
    public void A_checkpoint_that_is_loaded_with_another_digest_is_another_one()
    {
        using var fixture = new InferenceFixture();
        fixture.Logger.Log("m", "s", "BUY", 0.5, checkpointId: "c");
        fixture.Digests["c"] = "first";
        fixture.Logger.Log("m", "s", "BUY", 0.5, checkpointId: "c");
        fixture.Logger.Log("m", "s", "BUY", 0.5, checkpointId: "c");
        fixture.Digests["c"] = "second";
        fixture.Logger.Log("m", "s", "BUY", 0.5, checkpointId: "c");

        List<SeenPrediction> seen = fixture.Read();
        Assert.Equal(["", "first", "first", "second"], seen.Select(one => one.Checkpoint!.Digest));
        Assert.Equal(3, seen.Select(one => one.Fields.Checkpoint).Distinct().Count());
    }

    [Fact]
    public void The_longest_record_fits_into_a_frame_many_times()
    {
        using var fixture = new InferenceFixture();
        ActionProbability[] many = [.. Enumerable.Range(0, 100_000).Select(i => new ActionProbability($"A{i % 70}", 1))];

        fixture.Logger.Log("m", "s", "BUY", 0.5, many, new float[1_000_000]);

        SeenPrediction seen = fixture.ReadOne();
        Assert.Equal((64, 256), (seen.Probabilities.Length, seen.Features.Length));
        Assert.True(fixture.Journal.Writer.Tail.Offset < FrameHeader.MaxFrameBytes / 100);
    }

    [Fact]
    public void Nothing_that_can_be_handed_in_throws()
    {
        const int seed = 412;
        var random = new Random(seed);
        string?[] names = [null, "", " ", "BUY", "\uD800", "a\uDC00\0", new('y', 201), new('\uD83D', 300), "模型 🚀"];
        double[] numbers = [0, 0.5, 1, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon];
        DateTimeOffset[] times =
        [
            default, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Noon,
            new(DateTime.MaxValue.Ticks, TimeSpan.FromHours(14)), new(TimeSpan.FromHours(14).Ticks, TimeSpan.FromHours(14)),
        ];
        using var fixture = new InferenceFixture();
        int accepted = 0;
        for (int i = 0; i < 1000; i++)
        {
            var probabilities = new ActionProbability[random.Next(4) == 0 ? random.Next(200) : random.Next(3)];
            probabilities.AsSpan(0, probabilities.Length / 2).Fill(new(Any(names)!, Any(numbers)));
            float[] features = [.. Enumerable.Range(0, random.Next(300)).Select(_ => (float)Any(numbers))];
            PredictionId id = fixture.Logger.Log(new Prediction
            {
                Model = Any(names)!,
                Symbol = Any(names)!,
                Action = Any(names)!,
                Confidence = Any(numbers),
                Probabilities = probabilities,
                InputFeatures = features,
                DoubleFeatures = random.Next(2) == 0 ? default : numbers,
                ProcessingTimeMs = Any(numbers),
                CheckpointId = Any(names),
                DecisionTime = Any(times),
                DataAsOf = Any(times),
            });
            accepted += id.IsRecorded ? 1 : 0;
            fixture.Journal.Writer.Tend();
        }

        fixture.Logger.Log(default);
        Assert.True(accepted == 1000 && fixture.Read().Count == 1001, $"seed {seed}: {accepted} accepted");

        T Any<T>(T[] values) => values[random.Next(values.Length)];
    }

    [Fact]
    public void Every_flaw_has_a_name()
    {
        PredictionFlaws[] all = [.. Enum.GetValues<PredictionFlaws>().Where(flaw => flaw != PredictionFlaws.None)];

        Assert.All(all, flaw => Assert.Equal(
            flaw.ToString(), PredictionFlawNames.Of(flaw).Replace("_", "", StringComparison.Ordinal), ignoreCase: true));
        Assert.Equal("bad_confidence, look_ahead", PredictionFlawNames.Of(PredictionFlaws.BadConfidence | PredictionFlaws.LookAhead));
        Assert.Equal("", PredictionFlawNames.Of(PredictionFlaws.None));
    }
}
