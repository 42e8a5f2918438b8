using Cairn.Checkpoints;

namespace Cairn.Tests.Checkpoints;

public sealed class TensorArraysTests
{
    private static readonly KeyValuePair<string, Array>[] OfEveryType =
    [
        new("F32", new[,] { { 1f, 2f, 3f } }), new("F64", new[] { 1.0 }), new("F16", new[] { (Half)1 }),
        new("Bool", new[] { true }), new("U8", new byte[] { 1 }), new("I8", new sbyte[] { -1 }),
        new("U16", new ushort[] { 1 }), new("I16", new short[] { -1 }), new("U32", new[] { 1u }),
        new("I32", new[] { -1 }), new("U64", new[] { 1ul }), new("I64", new[] { -1L }),
    ];

    private static readonly string[] Words = ["a"];

    [Fact]
    public void Arrays_of_every_type_are_described_and_come_back()
    {
        var state = new TensorArrays(OfEveryType);
        Assert.All(state.Tensors, tensor => Assert.Equal(tensor.Name, $"{tensor.Type}"));
        Assert.Equal([1, 3], state.Tensors[0].Shape.ToArray());

        for (int index = 0; index < OfEveryType.Length; index++)
        {
            byte[] bytes = new byte[state.Tensors[index].Bytes];
            state.Read(index, 0, bytes);
            var original = (Array)OfEveryType[index].Value.Clone();
            Array.Clear(OfEveryType[index].Value);
            state.Write(index, 0, bytes);
            Assert.Equal(original, OfEveryType[index].Value);
        }
    }

    [Fact]
    public void A_part_of_a_tensor_is_read_and_written_by_bytes()
    {
        uint[] values = [0x0302_0100, 0x0706_0504];
        var state = new TensorArrays(new Dictionary<string, Array> { ["t"] = values });
        byte[] part = new byte[3];

        state.Read(0, 3, part);
        state.Write(0, 0, part);

        Assert.Equal([3, 4, 5], part);
        Assert.Equal([0x0305_0403u, 0x0706_0504u], values);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(4, 5)]
    [InlineData(8, 1)]
    [InlineData(9, 0)]
    public void Nothing_outside_a_tensor_is_touched(int offset, int length)
    {
        var state = new TensorArrays(new Dictionary<string, Array> { ["t"] = new uint[2] });

        Assert.Throws<ArgumentOutOfRangeException>(() => state.Read(0, offset, new byte[length]));
        Assert.ThrowsAny<ArgumentException>(() => state.Write(0, offset, new byte[length]));
    }

    [Fact]
    public void An_array_of_something_else_is_refused_by_name()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(
            () => new TensorArrays(new Dictionary<string, Array> { ["words"] = Words }));

        Assert.Contains("'words' is an array of String", e.Message, StringComparison.Ordinal);
    }
}
