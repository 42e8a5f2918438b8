using Cairn.Checkpoints;
using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Planes;
using Cairn.Checkpoints.Safetensors;
using Cairn.Tests.Checkpoints.Images;
using FsCheck;
using FsCheck.Fluent;

namespace Cairn.Tests.Checkpoints.Planes;

public sealed class PlaneCompressionTests
{
    private readonly SegmentPool _pool = new();

    public static TheoryData<string> Kinds => [.. SomeWeights.Kinds.Keys];

    [Fact]
    public void Any_file_comes_back_bit_for_bit() => Prop
        .ForAll(ArbMap.Default.ArbFor<int>(), seed => ComesBack(SomeTensors.Random(seed)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_file_of_many_blocks_and_all_strides_comes_back() => Assert.True(ComesBack(new TensorArrays(
        new Dictionary<string, Array>
        {
            ["f64"] = Enumerable.Range(0, 70_001).Select(i => i / 3.0).ToArray(),
            ["f32"] = SomeWeights.Kinds["normal"](1_300_003),
            ["f16"] = Enumerable.Range(0, 300_001).Select(i => (Half)(i / 7.0)).ToArray(),
            ["u8"] = Enumerable.Range(0, 400_001).Select(i => (byte)(i * i)).ToArray(),
        })));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_sample_says_what_the_whole_will_gain(string kind)
    {
        using FileImage image = Taken(SomeWeights.Kinds[kind](1_500_000));
        var layout = SafetensorsLayout.Read(image, "x");

        CompressionTrial trial = PlaneCompression.Try(image, layout);
        double gain = 1 - ((double)Compressed(image).Length / image.Length);

        Assert.InRange(trial.Gain, gain - 0.01, gain + 0.01);
        Assert.Equal(gain >= 0.05, trial.IsWorthIt);
        Assert.InRange(trial.RawBytes, 1, 2 << 20);
    }

    [Fact]
    public void Weights_gain_what_the_design_says_and_noise_costs_next_to_nothing()
    {
        Assert.InRange(Gain("normal"), 0.13, 0.20);
        Assert.InRange(Gain("half precision in single"), 0.6, 0.7);
        Assert.InRange(Gain("random bits"), -0.001, 0);

        double Gain(string kind)
        {
            using FileImage image = Taken(SomeWeights.Kinds[kind](1_000_000));
            return 1 - ((double)Compressed(image).Length / image.Length);
        }
    }

    private FileImage Taken(Array weights) =>
        TensorImage.Take(_pool, new TensorArrays(new Dictionary<string, Array> { ["w"] = weights }));

    private bool ComesBack(ITensorState state)
    {
        using FileImage image = TensorImage.Take(_pool, state);
        using FileImage compressed = SomeImage.Of(_pool, Compressed(image));
        using FileImage restored = PlaneDecompression.Decompress(_pool, compressed, image.Length, "x");
        return restored.ToArray().AsSpan().SequenceEqual(image.ToArray());
    }

    private static byte[] Compressed(FileImage image)
    {
        using var stream = new MemoryStream();
        PlaneCompression.Compress(image, SafetensorsLayout.Read(image, "x"), stream.Write);
        return stream.ToArray();
    }
}
