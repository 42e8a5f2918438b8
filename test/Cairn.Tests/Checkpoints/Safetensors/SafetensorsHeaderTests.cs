using System.Text;
using Cairn.Checkpoints;
using Cairn.Checkpoints.Safetensors;

namespace Cairn.Tests.Checkpoints.Safetensors;

public sealed class SafetensorsHeaderTests
{
    [Fact]
    public void The_header_has_these_very_bytes()
    {
        // By hand: 141 characters of JSON and 3 spaces, so that 8 + 144 is a multiple of 8.
        const string Json = """
            {"__metadata__":{"format":"cairn"},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
            """ + """
            "a":{"dtype":"U8","shape":[3],"data_offsets":[8,11]}}
            """;
        byte[] expected = [144, 0, 0, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(Json), 0x20, 0x20, 0x20];

        var header = SafetensorsHeader.Build([new("a", TensorType.U8, 3), new("b", TensorType.F32, 2)]);

        Assert.Equal(expected, header.Bytes.ToArray());
        Assert.Equal([152 + 8, 152], header.Offsets.ToArray());
        Assert.Equal(152 + 11, header.FileBytes);
    }

    [Fact]
    public void No_tensor_at_all_is_a_file_too()
    {
        var header = SafetensorsHeader.Build([]);

        Assert.Equal(header.Bytes.Length, header.FileBytes);
    }

    [Fact]
    public void Every_tensor_is_aligned_to_its_elements()
    {
        TensorType[] types = Enum.GetValues<TensorType>();
        var header = SafetensorsHeader.Build([.. types.Select(type => new TensorInfo($"{type}", type, 3))]);

        Assert.All(types.Zip(header.Offsets), pair =>
            Assert.Equal(0, pair.Second % TensorInfo.ElementBytes(pair.First)));
    }

    [Fact]
    public void The_order_in_which_tensors_are_named_does_not_matter()
    {
        TensorInfo[] tensors = [new("b", TensorType.F32, 2), new("a", TensorType.F32, 2), new("c", TensorType.F64)];

        Assert.Equal(
            SafetensorsHeader.Build(tensors).Bytes.ToArray(),
            SafetensorsHeader.Build([.. tensors.Reverse()]).Bytes.ToArray());
    }

    [Fact]
    public void A_name_that_cannot_be_a_key_is_refused()
    {
        Assert.Contains("named 'a'", Refusal("a"), StringComparison.Ordinal);
        Assert.Contains("'__metadata__'", Refusal("__metadata__"), StringComparison.Ordinal);
        Assert.Contains("Unicode", Refusal("half \ud800"), StringComparison.Ordinal);

        static string Refusal(string name) => Assert.Throws<ArgumentException>(
            () => SafetensorsHeader.Build([new("a", TensorType.U8), new(name, TensorType.U8)])).Message;
    }

    [Fact]
    public void What_the_reader_would_refuse_is_not_written()
    {
        long[] shape = [.. Enumerable.Repeat(1L, SafetensorsFormat.MaxDimensions + 1)];
        var half = new TensorInfo("half", TensorType.U8, long.MaxValue);

        Assert.Throws<ArgumentException>(() => SafetensorsHeader.Build([new("deep", TensorType.U8, shape)]));
        Assert.Throws<ArgumentException>(() => SafetensorsHeader.Build([half, new("other", TensorType.U8, 2)]));
        Assert.Throws<ArgumentException>(() => SafetensorsHeader.Build([half]));
    }
}
