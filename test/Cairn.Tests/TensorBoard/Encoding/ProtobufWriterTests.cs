using Cairn.TensorBoard.Encoding;

namespace Cairn.Tests.TensorBoard.Encoding;

public class ProtobufWriterTests
{
    // Where a length or a number begins to need another byte, and around the size of the lent memory.
    public static TheoryData<int> Lengths =>
        [0, 1, 6, 7, 8, 9, 120, 125, 126, 127, 128, 129, 16_379, 16_380, 16_383, 16_384, 2_097_152];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Messages_in_messages_of_any_length_are_whole(int length)
    {
        byte[] payload = new byte[length];
        new Random(length).NextBytes(payload);
        var writer = new ProtobufWriter(stackalloc byte[8]);
        int outer = writer.BeginMessage(1);
        int inner = writer.BeginMessage(2);
        writer.WriteBytes(3, payload);
        writer.EndMessage(inner);
        writer.WriteInt64(4, -1);
        writer.EndMessage(outer);
        writer.WriteDouble(5, length);

        var message = new WireMessage(writer.Written.ToArray());
        writer.Dispose();
        Assert.Equal(payload, message.Message(1).Message(2).Bytes(3));
        Assert.Equal((-1L, length), (message.Message(1).Integer(4), message.Double(5)));
    }

    [Theory]
    [InlineData(0L, "0800")]
    [InlineData(1L, "0801")]
    [InlineData(127L, "087F")]
    [InlineData(128L, "088001")]
    [InlineData(300L, "08AC02")]
    [InlineData(-1L, "08FFFFFFFFFFFFFFFFFF01")]
    [InlineData(long.MinValue, "0880808080808080808001")]
    public void Integers_are_as_short_as_can_be(long value, string hex)
    {
        var writer = new ProtobufWriter(stackalloc byte[8]);
        writer.WriteInt64(1, value);
        Assert.Equal(hex, Convert.ToHexString(writer.Written));
    }

    [Fact]
    public void Defaults_are_left_out_but_minus_zero_is_none()
    {
        var writer = new ProtobufWriter(stackalloc byte[64]);
        writer.WriteInt64IfSet(1, 0);
        writer.WriteDoubleIfSet(2, 0);
        writer.WriteStringIfSet(3, "");
        Assert.True(writer.Written.IsEmpty);
        writer.WriteDoubleIfSet(2, -0.0);
        Assert.Equal("110000000000000080", Convert.ToHexString(writer.Written));
    }

    [Fact]
    public void Text_that_is_no_Unicode_is_mended()
    {
        var writer = new ProtobufWriter(stackalloc byte[64]);
        writer.WriteString(1, "a\ud800b");
        Assert.Equal("a\ufffdb", new WireMessage(writer.Written.ToArray()).Text(1));
    }
}
