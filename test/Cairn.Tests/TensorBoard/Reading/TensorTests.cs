using Cairn.TensorBoard.Reading;

namespace Cairn.Tests.TensorBoard.Reading;

public class TensorTests
{
    /// <summary>Data type, the field of its values, one value, what it means.</summary>
    public static TheoryData<int, byte[], double> Numbers => new()
    {
        { 1, Proto.Single(5, 1.5f), 1.5 },
        { 1, Proto.Bytes(5, Proto.Fixed(1.5f)), 1.5 },
        { 1, Proto.Bytes(4, Proto.Fixed(1.5f)), 1.5 },
        { 2, Proto.Double(6, 0.1), 0.1 },
        { 2, Proto.Bytes(6, Proto.Fixed(0.1)), 0.1 },
        { 2, Proto.Bytes(4, Proto.Fixed(0.1)), 0.1 },
        { 3, Proto.Number(7, ulong.MaxValue), -1 },
        { 3, Proto.Bytes(7, Proto.Varint(ulong.MaxValue)), -1 },
        { 3, Proto.Bytes(4, [0xFE, 0xFF, 0xFF, 0xFF]), -2 },
        { 4, Proto.Number(7, 250), 250 },
        { 4, Proto.Bytes(4, [250]), 250 },
        { 5, Proto.Bytes(4, [0xFF, 0xFF]), -1 },
        { 6, Proto.Bytes(4, [0x80]), -128 },
        { 6, Proto.Number(7, ulong.MaxValue), -1 },
        { 9, Proto.Number(10, 1UL << 40), 1099511627776 },
        { 9, Proto.Bytes(10, Proto.Varint(1UL << 40)), 1099511627776 },
        { 10, Proto.Bytes(11, [1]), 1 },
        { 10, Proto.Number(11, 0), 0 },
        { 14, Proto.Number(13, 0x3FC0), 1.5 },
        { 17, Proto.Bytes(4, [0xFF, 0xFF]), 65535 },
        { 19, Proto.Number(13, 14336), 0.5 },
        { 19, Proto.Bytes(4, [0x00, 0x38]), 0.5 },
        { 22, Proto.Number(16, uint.MaxValue), uint.MaxValue },
        { 23, Proto.Number(17, ulong.MaxValue), ulong.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_scalar_of_any_type_is_read(int dataType, byte[] values, double expected)
    {
        byte[] record = EventBytes.Tensor("x", "scalars", 1, Proto.Number(1, (ulong)dataType), EventBytes.Shape(), values);

        Assert.Equal((EventKind.Scalar, expected), FoundEvents.One(record, value => (value.Kind, value.Scalar)));
    }

    [Fact]
    public void What_is_no_number_is_no_scalar()
    {
        byte[][] tensors =
        [
            Proto.Join(Proto.Number(1, 7), Proto.Text(8, "1.5")),
            Proto.Join(Proto.Number(1, 1), EventBytes.Shape(2), Proto.Bytes(5, Proto.Fixed(1f), Proto.Fixed(2f))),
            Proto.Join(Proto.Number(1, 1), EventBytes.Shape()),
            Proto.Join(Proto.Number(1, 8), Proto.Bytes(9, Proto.Fixed(1f), Proto.Fixed(2f))),
        ];
        foreach (byte[] tensor in tensors)
        {
            Assert.Equal(EventKind.Other, FoundEvents.One(EventBytes.Tensor("x", "scalars", 0, tensor), value => value.Kind));
        }
    }

    [Fact]
    public void A_histogram_tensor_gives_its_bins_and_one_value_stands_for_all()
    {
        byte[] bins = EventBytes.Tensor(
            "w",
            "histograms",
            0,
            Proto.Number(1, 2),
            EventBytes.Shape(2, 3),
            Proto.Bytes(6, [.. new[] { 0d, 1, 5, 1, 2, 6 }.SelectMany(Proto.Fixed)]));
        byte[] repeated = EventBytes.Tensor(
            "w", "histograms", 0, Proto.Number(1, 1), EventBytes.Shape(3, 3), Proto.Single(5, 0));

        Assert.Equal([0, 1, 2], Edges(bins));
        Assert.Equal([0, 0, 0, 0], Edges(repeated));
    }

    [Fact]
    public void A_shape_that_asks_for_more_than_there_is_is_refused()
    {
        byte[] record = EventBytes.Tensor(
            "w", "histograms", 0, Proto.Number(1, 1), EventBytes.Shape(1L << 29, 3), Proto.Single(5, 0));

        Assert.False(FoundEvents.One(record, value => value.TryReadHistogram(out _)));
    }

    [Fact]
    public void An_old_histogram_loses_its_empty_ends_and_gets_the_extremes_as_edges()
    {
        byte[] limits = [.. new[] { -10d, -1, 0, 1, 2, double.MaxValue }.SelectMany(Proto.Fixed)];
        byte[] counts = [.. new[] { 0d, 1, 0, 2, 2, 1 }.SelectMany(Proto.Fixed)];
        byte[] record = EventBytes.Value(
            0,
            Proto.Text(1, "w"),
            Proto.Bytes(5, Proto.Double(1, -1.5), Proto.Double(2, 2.5), Proto.Bytes(6, limits), Proto.Bytes(7, counts)));

        HistogramBins bins = FoundEvents.One(record, value => value.TryReadHistogram(out HistogramBins? read) ? read : null)!;

        Assert.Equal([-1.5, -1, 0, 1, 2], bins.Lefts);
        Assert.Equal([-1, 0, 1, 2, 2.5], bins.Rights);
        Assert.Equal([1, 0, 2, 2, 1], bins.Counts);
    }

    [Fact]
    public void Gaps_between_bins_become_empty_bins_and_overlaps_are_no_histogram()
    {
        var gap = new HistogramBins([0, 2], [1, 3], [5, 6]);
        var overlap = new HistogramBins([0, 0.5], [1, 3], [5, 6]);

        Assert.Equal([0, 1, 2, 3], gap.ToHistogram()!.Edges);
        Assert.Equal([5, 0, 6], gap.ToHistogram()!.Counts);
        Assert.Null(overlap.ToHistogram());
        Assert.Null(new HistogramBins([double.NaN], [1], [1]).ToHistogram());
    }

    [Fact]
    public void A_table_of_texts_becomes_Markdown()
    {
        byte[] record = EventBytes.Tensor(
            "t",
            "text",
            0,
            Proto.Number(1, 7),
            EventBytes.Shape(2, 2),
            Proto.Join(Proto.Text(8, "a"), Proto.Text(8, "b"), Proto.Text(8, "c|d"), Proto.Text(8, "")));

        string markdown = FoundEvents.One(record, value => value.TryReadText(out EventText? text) ? text.ToMarkdown() : "");

        Assert.Equal("| a | b |\n|---|---|\n| c\\|d |  |\n", markdown);
    }

    private static IReadOnlyList<double> Edges(byte[] record) => FoundEvents.One(
        record, value => value.TryReadHistogram(out HistogramBins? bins) ? bins.ToHistogram()!.Edges : []);
}
