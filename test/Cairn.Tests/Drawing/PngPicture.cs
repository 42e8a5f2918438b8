using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Cairn.Tests.Drawing;

/// <summary>Reads a PNG of 24 bits, by the book and not by our writer. Checks every checksum.</summary>
internal sealed class PngPicture
{
    private readonly byte[] _pixels;

    public PngPicture(byte[] png)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        using MemoryStream data = new();
        List<string> chunks = [];
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            string type = Encoding.ASCII.GetString(png, at + 4, 4);
            ReadOnlySpan<byte> content = png.AsSpan(at + 8, length);
            Assert.Equal(
                BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)), Crc(png.AsSpan(at + 4, 4 + length)));
            chunks.Add(type);
            if (type == "IHDR")
            {
                Width = BinaryPrimitives.ReadInt32BigEndian(content);
                Height = BinaryPrimitives.ReadInt32BigEndian(content[4..]);
                Assert.Equal([8, 2, 0, 0, 0], content[8..].ToArray());
            }
            else if (type == "IDAT")
            {
                data.Write(content);
            }

            at += 12 + length;
        }

        Assert.Equal(("IHDR", "IEND"), (chunks[0], chunks[^1]));
        _pixels = Unfilter(data.ToArray());
    }

    public int Width { get; }

    public int Height { get; }

    public (byte Red, byte Green, byte Blue) this[int x, int y]
    {
        get
        {
            int at = ((y * Width) + x) * 3;
            return (_pixels[at], _pixels[at + 1], _pixels[at + 2]);
        }
    }

    /// <summary>How many pixels are of a kind.</summary>
    public int Count(Func<(byte Red, byte Green, byte Blue), bool> isCounted) =>
        Enumerable.Range(0, Width * Height).Count(at => isCounted(this[at % Width, at / Width]));

    private byte[] Unfilter(byte[] compressed)
    {
        using ZLibStream zlib = new(new MemoryStream(compressed), CompressionMode.Decompress);
        using MemoryStream raw = new();
        zlib.CopyTo(raw);
        byte[] bytes = raw.ToArray();
        int stride = Width * 3;
        Assert.Equal(Height * (stride + 1), bytes.Length);
        byte[] pixels = new byte[Height * stride];
        for (int y = 0; y < Height; y++)
        {
            int filter = bytes[y * (stride + 1)];
            for (int i = 0; i < stride; i++)
            {
                byte left = i >= 3 ? pixels[(y * stride) + i - 3] : (byte)0;
                byte above = y > 0 ? pixels[((y - 1) * stride) + i] : (byte)0;
                byte add = filter switch { 0 => 0, 1 => left, 2 => above, _ => throw new NotSupportedException() };
                pixels[(y * stride) + i] = (byte)(bytes[(y * (stride + 1)) + 1 + i] + add);
            }
        }

        return pixels;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bool carry = ((crc ^ (uint)(value >> bit)) & 1) != 0;
                crc = (crc >> 1) ^ (carry ? 0xEDB88320 : 0);
            }
        }

        return ~crc;
    }
}
