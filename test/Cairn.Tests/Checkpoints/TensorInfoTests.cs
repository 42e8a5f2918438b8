using Cairn.Checkpoints;

namespace Cairn.Tests.Checkpoints;

public sealed class TensorInfoTests
{
    [Theory]
    [InlineData(new long[0], 4)]
    [InlineData(new long[] { 2, 3 }, 24)]
    [InlineData(new long[] { 2, 0, 3 }, 0)]
    [InlineData(new long[] { long.MaxValue, long.MaxValue, 0 }, 0)]
    [InlineData(new long[] { long.MaxValue / 4 }, long.MaxValue - 3)]
    public void Bytes_are_the_product_of_the_sizes(long[] shape, long bytes) =>
        Assert.Equal(bytes, new TensorInfo("t", TensorType.F32, shape).Bytes);

    [Theory]
    [InlineData(new long[] { -1 })]
    [InlineData(new long[] { 0, -1 })]
    [InlineData(new long[] { -2, -2 })]
    [InlineData(new long[] { (long.MaxValue / 4) + 1 })]
    [InlineData(new long[] { 1L << 32, 1L << 32 })]
    public void A_shape_that_cannot_be_is_refused(long[] shape) =>
        Assert.Throws<ArgumentException>(() => new TensorInfo("t", TensorType.F32, shape));

    [Fact]
    public void Tensors_match_by_name_type_and_shape()
    {
        var tensor = new TensorInfo("t", TensorType.F32, 2, 3);

        Assert.True(tensor.Matches(new TensorInfo("t", TensorType.F32, 2, 3)));
        Assert.False(tensor.Matches(new TensorInfo("u", TensorType.F32, 2, 3)));
        Assert.False(tensor.Matches(new TensorInfo("t", TensorType.I32, 2, 3)));
        Assert.False(tensor.Matches(new TensorInfo("t", TensorType.F32, 3, 2)));
        Assert.Equal("t F32 [2, 3]", $"{tensor}");
    }
}
