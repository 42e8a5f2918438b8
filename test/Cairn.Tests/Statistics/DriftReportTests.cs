using Cairn.Statistics;

namespace Cairn.Tests.Statistics;

public class DriftReportTests
{
    public static TheoryData<string> Shapes => [.. SomeValues.Shapes];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_true_distance_lies_within_the_bound(string shape)
    {
        for (int seed = 1; seed <= 50; seed++)
        {
            float shift = seed * 0.03f;
            float[] before = SomeValues.Draw(shape, 4_000, seed);
            float[] now = [.. SomeValues.Draw(shape, 1_500, seed + 1_000).Select(value => value + shift)];
            FeatureDrift drift = DriftReport.Compare(Profile(before), Profile(now)).Features[0];
            double truth = SomeValues.TrueDistance(before, now);
            Assert.True(
                Math.Abs(drift.Distance - truth) <= drift.Bound,
                $"{shape}, seed {seed}: {drift.Distance} is not {truth} by more than {drift.Bound}");
        }
    }

    [Fact]
    public void The_same_distribution_is_rarely_further_than_the_bound()
    {
        int beyond = 0;
        for (int seed = 1; seed <= 300; seed++)
        {
            InputProfile before = Profile(SomeValues.Draw("normal", 1_000, seed));
            FeatureDrift drift = DriftReport.Compare(before, Profile(SomeValues.Draw("normal", 400, -seed))).Features[0];
            beyond += drift.Distance > drift.Bound ? 1 : 0;
        }

        Assert.True(beyond <= 3, $"seeds 1 to 300, {beyond} beyond a bound of 99 %");
    }

    [Theory]
    [InlineData(0.0f, 20_000, DriftVerdict.Stable)]
    [InlineData(1.0f, 20_000, DriftVerdict.Drifted)]
    [InlineData(0.25f, 2_000, DriftVerdict.Unsure)]
    [InlineData(5.0f, 99, DriftVerdict.TooFew)]
    [InlineData(5.0f, 100, DriftVerdict.Drifted)]
    public void The_verdict_follows_from_distance_and_bound(float shift, int count, DriftVerdict expected)
    {
        InputProfile before = Profile(SomeValues.Draw("normal", 20_000, seed: 1));
        InputProfile now = Profile([.. SomeValues.Draw("normal", count, seed: 2).Select(value => value + shift)]);
        var report = DriftReport.Compare(before, now);
        Assert.Equal(expected, report.Features[0].Verdict);
        Assert.Equal(expected == DriftVerdict.Drifted, report.HasDrifted);
    }

    [Fact]
    public void A_feature_that_goes_missing_has_drifted_though_its_values_have_not()
    {
        float[] values = SomeValues.Draw("normal", 2_000, seed: 1);
        float[] holes = [.. values.Select((value, i) => i % 2 == 0 ? float.NaN : value)];
        FeatureDrift drift = DriftReport.Compare(Profile(values), Profile(holes)).Features[0];
        Assert.Equal(DriftVerdict.Drifted, drift.Missing.Verdict);
        Assert.Equal(DriftVerdict.Drifted, drift.Verdict);
        Assert.Equal((0, 0.5), (drift.Missing.Reference, drift.Missing.Live));
        Assert.True(drift.Distance < 0.1);
    }

    [Fact]
    public void The_mix_of_answers_drifts_by_total_variation()
    {
        InputProfile before = Answers(("BUY", 500), ("SELL", 500));
        ActionDrift drift = DriftReport.Compare(before, Answers(("BUY", 900), ("HOLD", 100))).Actions;
        Assert.Equal(0.5, drift.Distance, 12);
        Assert.Equal(DriftVerdict.Drifted, drift.Verdict);
        Assert.Equal(DriftVerdict.TooFew, DriftReport.Compare(before, Answers(("HOLD", 99))).Actions.Verdict);
        Assert.Equal(DriftVerdict.TooFew, DriftReport.Compare(before, new InputProfile()).Actions.Verdict);
    }

    [Fact]
    public void A_feature_that_only_one_side_has_says_nothing()
    {
        InputProfile before = Profile(SomeValues.Draw("normal", 1_000, seed: 1));
        FeatureDrift drift = DriftReport.Compare(before, new InputProfile()).Features[0];
        Assert.Equal((DriftVerdict.TooFew, 1_000, 0), (drift.Verdict, drift.ReferenceCount, drift.LiveCount));
        Assert.Equal(1, drift.Bound);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_threshold_that_is_none_is_refused(double threshold) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => DriftReport.Compare(new InputProfile(), new InputProfile(), threshold));

    private static InputProfile Profile(float[] values)
    {
        var profile = new InputProfile(["x"]);
        foreach (float value in values)
        {
            profile.Add([value], 0.5, "UP");
        }

        return profile;
    }

    private static InputProfile Answers(params (string Action, int Count)[] answers)
    {
        var profile = new InputProfile();
        foreach ((string action, int count) in answers)
        {
            profile.Count(action, count);
        }

        return profile;
    }
}
