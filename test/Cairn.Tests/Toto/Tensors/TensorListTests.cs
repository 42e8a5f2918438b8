using Cairn.Toto.Tensors;

namespace Cairn.Tests.Toto.Tensors;

public class TensorListTests
{
    [Fact]
    public void Any_bytes_are_read_from_and_written_to_the_array_itself()
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        var list = new TensorList([new NamedTensor("w", [2, 3], values)]);
        Assert.Equal("w F32 [2, 3]", list.Tensors[0].ToString());
        byte[] bytes = new byte[4];
        list.Read(0, 8, bytes);
        Assert.Equal(3, BitConverter.ToSingle(bytes));
        list.Write(0, 20, BitConverter.GetBytes(7f));
        Assert.Equal([1, 2, 3, 4, 5, 7], values);
        Assert.ThrowsAny<ArgumentException>(() => list.Write(0, 21, bytes));
    }

    [Fact]
    public void A_name_twice_is_refused()
    {
        NamedTensor tensor = new("w", [1], [0]);
        Assert.Contains("'w'", Assert.Throws<ArgumentException>(() => new TensorList([tensor, tensor])).Message);
    }
}
