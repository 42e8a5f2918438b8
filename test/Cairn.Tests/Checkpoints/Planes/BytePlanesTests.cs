using Cairn.Checkpoints.Planes;
using FsCheck;
using FsCheck.Fluent;

namespace Cairn.Tests.Checkpoints.Planes;

public sealed class BytePlanesTests
{
    [Theory]
    [InlineData(1, new byte[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 })]
    [InlineData(2, new byte[] { 0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15 })]
    [InlineData(4, new byte[] { 0, 4, 8, 12, 2, 6, 10, 14, 1, 5, 9, 13, 3, 7, 11, 15 })]
    [InlineData(8, new byte[] { 0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15 })]
    public void Bytes_of_equal_significance_lie_together(int stride, byte[] planes)
    {
        byte[] block = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];

        Assert.Equal(planes, BytePlanes.Split(block, new byte[16], stride).ToArray());
    }

    [Fact]
    public void Planes_of_any_length_are_joined_again() => Prop
        .ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            int stride = 1 << random.Next(4);
            byte[] block = new byte[stride * random.Next(1, 500)];
            random.NextBytes(block);
            byte[] planes = BytePlanes.Split([.. block], new byte[block.Length], stride).ToArray();
            return BytePlanes.Join(planes, new byte[block.Length], stride).SequenceEqual(block);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
