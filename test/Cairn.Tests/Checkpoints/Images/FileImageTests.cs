using Cairn.Checkpoints.Images;

namespace Cairn.Tests.Checkpoints.Images;

public sealed class FileImageTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SegmentPool.SegmentBytes)]
    [InlineData(SegmentPool.SegmentBytes + 1)]
    public void Bytes_come_back_across_segments(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);

        using FileImage image = SomeImage.Of(bytes);

        Assert.Equal(bytes, image.ToArray());
        Assert.Equal(length, Enumerable.Range(0, image.SegmentCount).Sum(i => image.Segment(i).Length));
    }

    [Fact]
    public void A_run_ends_with_its_segment_and_at_the_limit()
    {
        using var image = new FileImage(new SegmentPool(), SegmentPool.SegmentBytes + 10L);

        Assert.Equal(3, image.Run(SegmentPool.SegmentBytes - 3, 100).Length);
        Assert.Equal(10, image.Run(SegmentPool.SegmentBytes, 100).Length);
        Assert.Equal(5, image.Run(SegmentPool.SegmentBytes, 5).Length);
    }

    [Fact]
    public void Segments_are_used_again()
    {
        var pool = new SegmentPool();
        byte[] first = pool.Rent();
        pool.Return(first);

        using (var image = new FileImage(pool, 1))
        {
            Assert.NotSame(first, pool.Rent());
        }

        Assert.Same(first, pool.Rent());
    }
}
