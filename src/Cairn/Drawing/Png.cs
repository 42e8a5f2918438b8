using System.Buffers.Binary;
using System.IO.Compression;

namespace Cairn.Drawing;

/// <summary>Writes a canvas as PNG: 8 bits for each of red, green, blue. Stateless.</summary>
internal static class Png
{
    private const int HeaderBytes = 13;
    private const byte BitDepth = 8;
    private const byte TrueColor = 2;

    // Each row holds the difference to the row above: charts are mostly the same from row to row.
    private const byte FilterUp = 2;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Encode(Canvas canvas)
    {
        using MemoryStream png = new();
        png.Write(Signature);
        Span<byte> header = stackalloc byte[HeaderBytes]; // the rest is 0: compression, filters, no interlacing
        BinaryPrimitives.WriteInt32BigEndian(header, canvas.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], canvas.Height);
        header[8] = BitDepth;
        header[9] = TrueColor;
        WriteChunk(png, "IHDR"u8, header);
        WriteChunk(png, "IDAT"u8, Compress(canvas));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Compress(Canvas canvas)
    {
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] line = new byte[1 + (canvas.Width * Canvas.BytesPerPixel)];
            line[0] = FilterUp;
            ReadOnlySpan<byte> above = new byte[line.Length - 1];
            for (int y = 0; y < canvas.Height; y++)
            {
                ReadOnlySpan<byte> row = canvas.Row(y);
                for (int i = 0; i < row.Length; i++)
                {
                    line[i + 1] = (byte)(row[i] - above[i]);
                }

                zlib.Write(line);
                above = row;
            }
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        byte[] content = [.. type, .. data];
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(content));
        png.Write(number);
    }
}
