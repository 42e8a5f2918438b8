using Cairn.Statistics;

namespace Cairn.Tests.Statistics;

public class InputProfileTests
{
    [Fact]
    public void A_profile_is_the_same_after_it_was_written_and_read()
    {
        InputProfile profile = Some(5_000, seed: 1);
        byte[] bytes = profile.ToBytes();
        Assert.True(InputProfile.TryRead(bytes, out InputProfile read));
        Assert.Equal(bytes, read.ToBytes());
        Assert.Equal((5_000, 3), (read.Records, read.FeatureCount));
        Assert.Equal(["return", "volatility"], read.FeatureNames);
        Assert.Equal(profile.Actions, read.Actions);
    }

    [Fact]
    public void Every_cut_of_its_bytes_is_refused()
    {
        byte[] bytes = Some(300, seed: 2).ToBytes();
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.False(InputProfile.TryRead(bytes.AsSpan(0, length), out InputProfile read), $"cut at {length}");
            Assert.Equal(0, read.Records);
        }
    }

    [Fact]
    public void Every_flip_of_its_bytes_is_refused_or_gives_a_profile_that_can_be_used()
    {
        InputProfile sound = Some(300, seed: 3);
        byte[] bytes = sound.ToBytes();
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            if (InputProfile.TryRead(flipped, out InputProfile read))
            {
                read.Merge(sound);
                read.Add([1, 2, 3], 0.5, "BUY");
                Assert.InRange(DriftReport.Compare(sound, read).Features[0].Distance, 0, 1);
                Assert.NotEmpty(read.ToBytes());
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_bytes_are_refused(int seed)
    {
        var random = new Random(seed);
        for (int trial = 0; trial < 2_000; trial++)
        {
            byte[] bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            if (bytes.Length > 0)
            {
                bytes[0] = 1; // the format, so that reading goes on
            }

            InputProfile.TryRead(bytes, out InputProfile read);
            Assert.NotNull(read);
        }
    }

    [Fact]
    public void Merged_days_count_as_one()
    {
        InputProfile profile = Some(1_000, seed: 1);
        profile.Merge(Some(500, seed: 2));
        Assert.Equal(1_500, profile.Records);
        Assert.Equal(1_500, profile.Actions.Values.Sum());
        Assert.Equal(1_500, profile.Feature(0).Total);
        Assert.Equal(1_500, profile.Confidence.Total);
    }

    [Fact]
    public void Too_many_actions_and_features_are_counted_together_or_left_out()
    {
        var profile = new InputProfile();
        for (int i = 0; i < 2 * InputProfile.MaxActions; i++)
        {
            profile.Add(new float[InputProfile.MaxFeatures + 10], 0.5, $"action {i}");
        }

        Assert.Equal(InputProfile.MaxFeatures, profile.FeatureCount);
        Assert.Equal(InputProfile.MaxActions + 1, profile.Actions.Count);
        Assert.Equal(InputProfile.MaxActions, profile.Actions[InputProfile.OtherAction]);
        Assert.True(InputProfile.TryRead(profile.ToBytes(), out _));
    }

    [Fact]
    public void Forty_features_take_less_than_fifty_kilobytes()
    {
        var profile = new InputProfile();
        var random = new Random(6);
        float[] features = new float[40];
        for (int i = 0; i < 20_000; i++)
        {
            foreach (ref float feature in features.AsSpan())
            {
                feature = random.NextSingle();
            }

            profile.Add(features, random.NextDouble(), "BUY");
        }

        Assert.InRange(profile.ToBytes().Length, 10_000, 50_000);
    }

    private static InputProfile Some(int records, int seed)
    {
        var random = new Random(seed);
        var profile = new InputProfile(["return", "volatility"]);
        for (int i = 0; i < records; i++)
        {
            float last = i % 10 == 0 ? float.NaN : random.NextSingle();
            profile.Add([random.NextSingle(), random.NextSingle() * 1e6f, last], random.NextDouble(), i % 3 == 0 ? "BUY" : "SELL");
        }

        return profile;
    }
}
