using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Cairn.Inference;

namespace Cairn.Tests.Inference;

public class FeatureHashTests
{
    [Theory]
    [InlineData("", "00000000000000000000000000000000")]
    [InlineData("hello", "cbd8a7b341bd9b025b1e906a48ae1d19")]
    [InlineData("hello, world", "342fac623a5ebc8e4cdcbc079642414d")]
    [InlineData("The quick brown fox jumps over the lazy dog", "e34bbc7bbc071b6c7a433ca9c49a9347")]
    public void Texts_have_the_hash_that_other_implementations_give_them(string text, string hash) =>
        Assert.Equal(hash, Hex(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Features_have_the_hash_that_the_design_page_gives_them()
    {
        Assert.Equal("4f732afec7493057d3e7443b584cfd94", Hex(MemoryMarshal.AsBytes<float>([1, 2, 3])));
        Assert.Equal("e83660e2c2495f717afd4f9cbba5c959", Hex(MemoryMarshal.AsBytes<double>([1, 2, 3])));
        float[] forty = [.. Enumerable.Range(0, 40).Select(i => i / 8f)];
        Assert.Equal("37e34a709edbffb101b5cc21a672c132", Hex(MemoryMarshal.AsBytes<float>(forty)));
    }

    [Fact]
    public void Whatever_the_length_the_hash_is_that_of_the_published_algorithm()
    {
        const int seed = 20261121;
        var random = new Random(seed);
        for (int length = 0; length < 200; length++)
        {
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.True(FeatureHash.Of(bytes) == Published(bytes), $"seed {seed}, {length} bytes");
        }
    }

    /// <summary>Written after the reference code line by line: the rest byte by byte.</summary>
    private static (ulong, ulong) Published(byte[] data)
    {
        const ulong c1 = 0x87c37b91114253d5;
        const ulong c2 = 0x4cf5ad432745937f;
        ulong h1 = 0;
        ulong h2 = 0;
        int blocks = data.Length / 16;
        for (int i = 0; i < blocks; i++)
        {
            ulong k1 = BitConverter.ToUInt64(data, i * 16);
            ulong k2 = BitConverter.ToUInt64(data, (i * 16) + 8);
            k1 *= c1;
            k1 = BitOperations.RotateLeft(k1, 31);
            k1 *= c2;
            h1 ^= k1;
            h1 = BitOperations.RotateLeft(h1, 27);
            h1 += h2;
            h1 = (h1 * 5) + 0x52dce729;
            k2 *= c2;
            k2 = BitOperations.RotateLeft(k2, 33);
            k2 *= c1;
            h2 ^= k2;
            h2 = BitOperations.RotateLeft(h2, 31);
            h2 += h1;
            h2 = (h2 * 5) + 0x38495ab5;
        }

        ulong t1 = 0;
        ulong t2 = 0;
        for (int i = (data.Length & 15) - 1; i >= 0; i--)
        {
            byte last = data[(blocks * 16) + i];
            if (i >= 8)
            {
                t2 ^= (ulong)last << ((i - 8) * 8);
            }
            else
            {
                t1 ^= (ulong)last << (i * 8);
            }
        }

        t2 *= c2;
        t2 = BitOperations.RotateLeft(t2, 33);
        h2 ^= t2 * c1;
        t1 *= c1;
        t1 = BitOperations.RotateLeft(t1, 31);
        h1 ^= t1 * c2;
        h1 ^= (ulong)data.Length;
        h2 ^= (ulong)data.Length;
        h1 += h2;
        h2 += h1;
        h1 = Mix(h1);
        h2 = Mix(h2);
        h1 += h2;
        h2 += h1;
        return (h1, h2);
    }

    private static ulong Mix(ulong k)
    {
        k ^= k >> 33;
        k *= 0xff51afd7ed558ccd;
        k ^= k >> 33;
        k *= 0xc4ceb9fe1a85ec53;
        k ^= k >> 33;
        return k;
    }

    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        (ulong low, ulong high) = FeatureHash.Of(bytes);
        return $"{low:x16}{high:x16}";
    }
}
