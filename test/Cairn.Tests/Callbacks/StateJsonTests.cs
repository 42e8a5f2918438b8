using System.Text.Json.Nodes;
using Cairn.Callbacks;
using FsCheck;
using FsCheck.Fluent;

namespace Cairn.Tests.Callbacks;

public sealed class StateJsonTests
{
    [Fact]
    public void Every_number_comes_back_to_the_bit() => Prop.ForAll<long>(seed =>
    {
        // A hash of the seed reaches all exponents, NaN with any bits among them.
        long bits = unchecked(seed * (long)0x9E3779B97F4A7C15);
        return Survives(BitConverter.Int64BitsToDouble(bits));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0x0000000000000000)]
    [InlineData(unchecked((long)0x8000000000000000))]
    [InlineData(0x0000000000000001)]
    [InlineData(0x7fefffffffffffff)]
    [InlineData(0x7ff0000000000000)]
    [InlineData(unchecked((long)0xfff0000000000000))]
    [InlineData(0x7ff8000000000000)]
    [InlineData(unchecked((long)0xfff8000000000000))]
    [InlineData(0x7ff0000000000123)]
    [InlineData(0x3fb999999999999a)]
    public void Numbers_at_the_edges_come_back_to_the_bit(long bits) =>
        Assert.True(Survives(BitConverter.Int64BitsToDouble(bits)));

    private static bool Survives(double value)
    {
        var json = new JsonObject { ["x"] = StateJson.Of(value) };
        double parsed = JsonNode.Parse(json.ToJsonString())!.AsObject().Double("x");
        long bits = BitConverter.DoubleToInt64Bits(value);
        return BitConverter.DoubleToInt64Bits(json.Double("x")) == bits && BitConverter.DoubleToInt64Bits(parsed) == bits;
    }
}
