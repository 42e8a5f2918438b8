using System.Buffers.Binary;
using System.Text;
using Cairn.Checkpoints;
using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Safetensors;
using Cairn.Tests.Checkpoints.Images;

namespace Cairn.Tests.Checkpoints.Safetensors;

public sealed class SafetensorsLayoutTests
{
    [Fact]
    public void A_file_of_another_writer_is_read()
    {
        SafetensorsLayout layout = Read(
            """
             {"__metadata__":{"format":"pt","by":"é"},"z":{"shape":[],"data_offsets":[4,5],"dtype":"BOOL"},
              "\u0061":{"dtype":"BF16","shape":[2,1],"data_offsets":[0,4]},"e":{"dtype":"F64","shape":[0,7],
              "data_offsets":[4,4]}}
            """.Trim() + "   ",
            dataBytes: 5);

        Assert.Equal(["a BF16 [2, 1]", "e F64 [0, 7]", "z Bool []"], layout.Places.Select(place => $"{place.Tensor}"));
        Assert.Equal([0, 4, 4], layout.Places.Select(place => place.Offset - layout.Places[0].Offset));
        Assert.Equal(layout.Places[2], layout.Find("z"));
        Assert.Null(layout.Find("b"));
    }

    [Fact]
    public void No_tensor_at_all_is_a_file_too() => Assert.Empty(Read("{}", dataBytes: 0).Places);

    [Fact]
    public void A_header_longer_than_a_segment_is_read()
    {
        string name = new('n', SegmentPool.SegmentBytes + 1000);

        SafetensorsLayout layout = Read(
            $$$"""{"{{{name}}}":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", dataBytes: 1);

        Assert.Equal(name, Assert.Single(layout.Places).Tensor.Name);
    }

    [Theory]
    [InlineData(
        """{"t":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"u":{"dtype":"U8","shape":[1],"data_offsets":[7,8]}}""",
        "'u' overlaps")]
    [InlineData(
        """{"t":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"u":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""",
        "'u' overlaps")]
    [InlineData(
        """{"t":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"u":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""",
        "'u' leaves a hole")]
    [InlineData("""{"t":{"dtype":"U8","shape":[7],"data_offsets":[1,8]}}""", "'t' leaves a hole")]
    [InlineData("""{"t":{"dtype":"U8","shape":[7],"data_offsets":[0,7]}}""", "1 bytes behind its last tensor")]
    [InlineData("{}", "8 bytes behind its last tensor")]
    [InlineData("""{"t":{"dtype":"U8","shape":[9],"data_offsets":[0,9]}}""", "within the 8 bytes")]
    [InlineData("""{"t":{"dtype":"U8","shape":[8],"data_offsets":[8,0]}}""", "in order")]
    [InlineData("""{"t":{"dtype":"U8","shape":[8],"data_offsets":[0]}}""", "must be two")]
    [InlineData("""{"t":{"dtype":"U8","shape":[8],"data_offsets":[0,8,8]}}""", "more than 2 numbers")]
    [InlineData("""{"t":{"dtype":"U8","shape":[8],"data_offsets":[0,9223372036854775808]}}""", "whole numbers")]
    [InlineData("""{"t":{"dtype":"U8","shape":[8],"data_offsets":[0,8e0]}}""", "whole numbers")]
    [InlineData("""{"t":{"dtype":"U8","shape":[8],"data_offsets":[0,1e9]}}""", "whole numbers")]
    [InlineData("""{"t":{"dtype":"U8","shape":[8],"data_offsets":[0,8.0]}}""", "whole numbers")]
    [InlineData("""{"t":{"dtype":"U8","shape":[8],"data_offsets":[0,"8"]}}""", "whole numbers")]
    [InlineData("""{"t":{"dtype":"U8","shape":[8],"data_offsets":8}}""", "data_offsets as an array")]
    [InlineData("""{"t":{"dtype":"U8","shape":[-8],"data_offsets":[0,8]}}""", "whole numbers")]
    [InlineData("""{"t":{"dtype":"U8","shape":[-1,-8],"data_offsets":[0,8]}}""", "whole numbers")]
    [InlineData("""{"t":{"dtype":"U8","shape":[null],"data_offsets":[0,8]}}""", "whole numbers")]
    [InlineData("""{"t":{"dtype":"U8","shape":[[8]],"data_offsets":[0,8]}}""", "depth")]
    [InlineData("""{"t":{"dtype":"F32","shape":[8],"data_offsets":[0,8]}}""", "32 bytes, but its data_offsets span 8")]
    [InlineData("""{"t":{"dtype":"F64","shape":[2305843009213693953],"data_offsets":[0,8]}}""", "too many bytes")]
    [InlineData("""{"t":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", "too many bytes")]
    [InlineData(
        """{"t":{"dtype":"U8","shape":[0,9223372036854775807,9223372036854775807],"data_offsets":[0,8]}}""",
        "0 bytes, but")]
    [InlineData(
        """{"t":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}""",
        "'F8_E4M3', which Cairn does not know")]
    [InlineData("""{"t":{"dtype":"Bool","shape":[8],"data_offsets":[0,8]}}""", "'Bool', which Cairn does not know")]
    [InlineData("""{"t":{"dtype":"f32","shape":[2],"data_offsets":[0,8]}}""", "'f32', which Cairn does not know")]
    [InlineData("""{"t":{"dtype":9,"shape":[8],"data_offsets":[0,8]}}""", "dtype as a string")]
    [InlineData("""{"t":{"shape":[8],"data_offsets":[0,8]}}""", "no 'dtype'")]
    [InlineData("""{"t":{"dtype":"U8","data_offsets":[0,8]}}""", "no 'shape'")]
    [InlineData("""{"t":{"dtype":"U8","shape":[8]}}""", "no 'data_offsets'")]
    [InlineData("""{"t":{"dtype":"U8","shape":[8],"data_offsets":[0,8],"dtype":"U8"}}""", "'dtype' twice")]
    [InlineData("""{"t":{"dtype":"U8","shape":[8],"data_offsets":[0,8],"x":1}}""", "a member 'x'")]
    [InlineData(
        """{"t":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"\u0074":null}""",
        "'t' twice")]
    [InlineData("""{"":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""", "no name")]
    [InlineData("""{"\ud800":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""", "surrogate")]
    [InlineData("""{"t":[]}""", "must be an object")]
    [InlineData("""{"t":null}""", "must be an object")]
    [InlineData("""{"__metadata__":[]}""", "must be an object")]
    [InlineData("""{"__metadata__":{"a":1}}""", "only strings")]
    [InlineData("""{"__metadata__":{"a":{}}}""", "only strings")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", "'a' twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "'__metadata__' twice")]
    [InlineData("""{"t":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}} x""", "JSON")]
    [InlineData("""{"t":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}{}""", "JSON")]
    [InlineData("""{"t":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},}""", "JSON")]
    [InlineData("""{"t":{"dtype":"U8","shape":[8],"data_offsets":[0,08]}}""", "JSON")]
    [InlineData("""{"t":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}""", "JSON")]
    [InlineData("""{/**/}""", "JSON")]
    [InlineData(""" {}""", "not an object")]
    [InlineData("""[]""", "not an object")]
    [InlineData("null", "not an object")]
    public void A_hostile_header_is_refused_with_its_fault(string json, string fault)
    {
        CheckpointIntegrityException e = Assert.Throws<CheckpointIntegrityException>(() => Read(json, dataBytes: 8));

        Assert.Contains(fault, e.Message, StringComparison.Ordinal);
        Assert.StartsWith("some/model.safetensors: ", e.Message, StringComparison.Ordinal);
        Assert.Equal("some/model.safetensors", e.Path);
    }

    [Fact]
    public void Deep_json_is_refused_without_descending()
    {
        string deep = new('[', 1_000_000);

        CheckpointIntegrityException e = Assert.Throws<CheckpointIntegrityException>(
            () => Read($$"""{"t":{"shape":{{deep}}""", dataBytes: 0));

        Assert.Contains("depth", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_dimensions_than_anybody_uses_are_refused()
    {
        string ones = string.Join(',', Enumerable.Repeat(1, SafetensorsFormat.MaxDimensions + 1));

        CheckpointIntegrityException e = Assert.Throws<CheckpointIntegrityException>(
            () => Read($$$"""{"t":{"dtype":"U8","shape":[{{{ones}}}],"data_offsets":[0,1]}}""", dataBytes: 1));

        Assert.Contains("more than 64 numbers", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_name_is_shown_in_part()
    {
        string name = new('n', 5000);

        CheckpointIntegrityException e = Assert.Throws<CheckpointIntegrityException>(
            () => Read($$"""{"{{name}}\n":3}""", dataBytes: 0));

        Assert.InRange(e.Message.Length, 100, 300);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(3UL)]
    [InlineData(100_000_001UL)]
    [InlineData(0x7FFF_FFFF_FFFF_FFFFUL)]
    [InlineData(0xFFFF_FFFF_FFFF_FFF8UL)]
    public void A_length_that_the_file_cannot_have_is_refused(ulong length)
    {
        byte[] file = [0, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}'];
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);
        using FileImage image = SomeImage.Of(file);

        CheckpointIntegrityException e = Assert.Throws<CheckpointIntegrityException>(
            () => SafetensorsLayout.Read(image, "x"));

        Assert.Contains($"claims {length} bytes", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_is_no_utf8_is_refused()
    {
        byte[] header = [.. "{\"__metadata__\":{\"a\":\""u8, 0xC0, 0x80, .. "\"}}"u8];

        CheckpointIntegrityException e = Assert.Throws<CheckpointIntegrityException>(() => Read(header, dataBytes: 0));

        Assert.Contains("UTF-8", e.Message, StringComparison.Ordinal);
    }

    private static SafetensorsLayout Read(string header, int dataBytes) =>
        Read(Encoding.UTF8.GetBytes(header), dataBytes);

    private static SafetensorsLayout Read(byte[] header, int dataBytes)
    {
        byte[] file = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        header.CopyTo(file, 8);
        using FileImage image = SomeImage.Of(file);
        return SafetensorsLayout.Read(image, "some/model.safetensors");
    }
}
