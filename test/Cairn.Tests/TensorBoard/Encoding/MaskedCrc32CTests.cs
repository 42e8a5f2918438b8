using System.Text.Json;
using Cairn.TensorBoard.Encoding;
using Cairn.Tests.TensorBoard.Golden;

namespace Cairn.Tests.TensorBoard.Encoding;

public class MaskedCrc32CTests
{
    // The checksums are those of RFC 3720, B.4, and of the usual nine digits, masked by hand.
    [Theory]
    [InlineData("", 0xa282ead8)]
    [InlineData("313233343536373839", 0xc78ab0e5)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 0x0fd7fffa)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", 0xf909b029)]
    public void Known_bytes_have_the_known_checksum(string hex, uint masked) =>
        Assert.Equal(masked, MaskedCrc32C.Of(Convert.FromHexString(hex)));

    [GoldenFact]
    public void Recorded_bytes_have_the_recorded_checksum()
    {
        string path = Path.Combine(GoldenFolder.Path!, "crc_vectors.json");
        int checkedCount = 0;
        foreach (JsonElement vector in JsonDocument.Parse(File.ReadAllBytes(path)).RootElement.EnumerateArray())
        {
            if (vector.GetProperty("hex").GetString() is { } hex)
            {
                uint masked = Convert.ToUInt32(vector.GetProperty("masked").GetString(), 16);
                Assert.Equal(masked, MaskedCrc32C.Of(Convert.FromHexString(hex)));
                checkedCount++;
            }
        }

        Assert.True(checkedCount > 5);
    }

    [Fact]
    public void Any_length_agrees_with_the_polynomial()
    {
        byte[] bytes = new byte[100];
        new Random(7).NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length++)
        {
            uint crc = TfRecords.Crc32C(bytes.AsSpan(0, length));
            uint masked = unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8u);
            Assert.Equal(masked, MaskedCrc32C.Of(bytes.AsSpan(0, length)));
        }
    }
}
