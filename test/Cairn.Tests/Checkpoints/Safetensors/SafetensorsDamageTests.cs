using Cairn.Checkpoints;
using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Safetensors;
using Cairn.Tests.Checkpoints.Images;
using FsCheck;
using FsCheck.Fluent;

namespace Cairn.Tests.Checkpoints.Safetensors;

/// <summary>Whatever happened to a file, its header is read as a layout that fits the file or refused.</summary>
public sealed class SafetensorsDamageTests
{
    private readonly SegmentPool _pool = new();

    [Fact]
    public void A_file_that_is_cut_anywhere_is_refused()
    {
        byte[] file = SomeFile();
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Null(LayoutOf(file.AsSpan(0, length)));
        }

        Assert.NotNull(LayoutOf(file));
    }

    [Fact]
    public void Bytes_behind_the_end_are_refused() => Assert.Null(LayoutOf([.. SomeFile(), 0]));

    [Fact]
    public void Every_flipped_bit_of_a_header_ends_in_an_error_or_in_a_layout_that_fits()
    {
        byte[] file = SomeFile();
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertFits(LayoutOf(file), file.Length);
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Any_garbage_ends_in_an_error_or_in_a_layout_that_fits() => Prop
        .ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            byte[] file = SomeFile();
            var random = new Random(seed);
            for (int change = random.Next(1, 20); change > 0; change--)
            {
                // Mostly pieces of JSON over pieces of JSON, so that many files are nearly right.
                int length = random.Next(1, 12);
                ReadOnlySpan<byte> piece = file.AsSpan(random.Next(file.Length - length), length);
                piece.CopyTo(file.AsSpan(random.Next(file.Length - length)));
                file[random.Next(file.Length)] = (byte)"0123456789{}[],:\""[random.Next(17)];
            }

            AssertFits(LayoutOf(file), file.Length);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    /// <summary>Null when the file was refused; every other exception fails the test.</summary>
    private SafetensorsLayout? LayoutOf(ReadOnlySpan<byte> file)
    {
        using FileImage image = SomeImage.Of(_pool, file);
        try
        {
            return SafetensorsLayout.Read(image, "x");
        }
        catch (CheckpointIntegrityException)
        {
            return null;
        }
    }

    private static void AssertFits(SafetensorsLayout? layout, int fileBytes)
    {
        if (layout is null or { Places.Length: 0 })
        {
            return;
        }

        Assert.Equal(fileBytes, layout.Places[^1].End);
        Assert.All(layout.Places.Zip(layout.Places.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Offset));
    }

    private byte[] SomeFile()
    {
        using FileImage image = TensorImage.Take(_pool, new TensorArrays(new Dictionary<string, Array>
        {
            ["w"] = new float[2, 3],
            ["b"] = new double[2],
            ["none"] = new float[0, 3],
            ["mask"] = new bool[4],
        }));
        return image.ToArray();
    }
}
