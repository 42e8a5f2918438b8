using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Cairn.Statistics.Sketches;

/// <summary>Writes numbers and texts one behind the other, little endian. Not thread-safe.</summary>
internal sealed class ByteWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>Seven bits a byte, the low ones first; the top bit says that more follow.</summary>
    public void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Byte((byte)(value | 0x80));
        }

        Byte((byte)value);
    }

    public void Byte(byte value) => _bytes.Write([value]);

    public void Fixed(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.GetSpan(sizeof(ulong)), value);
        _bytes.Advance(sizeof(ulong));
    }

    public void Double(double value) => Fixed(BitConverter.DoubleToUInt64Bits(value));

    public void Single(float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(sizeof(float)), value);
        _bytes.Advance(sizeof(float));
    }

    public void Singles(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            Single(value);
        }
    }

    public void Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Number((ulong)utf8.Length);
        _bytes.Write(utf8);
    }
}
