using System.Buffers.Binary;
using System.Text;
using TextEncoding = System.Text.Encoding;

namespace Cairn.Tests.TensorBoard.Encoding;

/// <summary>
/// A protobuf message read by the rules of the wire format alone; shares no code with what writes it. Throws when a
/// message is not whole, when fields are not in order or a number is longer than need be.
/// </summary>
internal sealed class WireMessage
{
    private readonly List<WireField> _fields = [];

    public WireMessage(byte[] bytes)
    {
        int position = 0;
        while (position < bytes.Length)
        {
            ulong key = ReadVarint(bytes, ref position);
            _fields.Add(ReadField((int)(key >> 3), (int)(key & 7), bytes, ref position));
            Assert.True(_fields.Count < 2 || _fields[^2].Number <= _fields[^1].Number, "Fields are not in order.");
        }
    }

    public IEnumerable<int> Numbers => _fields.Select(known => known.Number);

    public bool Has(int number) => _fields.Exists(known => known.Number == number);

    public IEnumerable<WireMessage> Messages(int number) =>
        _fields.Where(known => known.Number == number).Select(known => new WireMessage(known.Bytes!));

    public WireMessage Message(int number) => Messages(number).Single();

    public IEnumerable<byte[]> AllBytes(int number) =>
        _fields.Where(known => known.Number == number).Select(known => known.Bytes!);

    /// <summary>Empty when the field is not there.</summary>
    public byte[] Bytes(int number) => AllBytes(number).SingleOrDefault() ?? [];

    /// <summary>Throws when the bytes are not UTF-8.</summary>
    public string Text(int number) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes(number));

    public IEnumerable<string> Texts(int number) => AllBytes(number).Select(TextEncoding.UTF8.GetString);

    /// <summary>0 when the field is not there.</summary>
    public long Integer(int number) => (long)(_fields.SingleOrDefault(known => known.Number == number)?.Bits ?? 0);

    /// <summary>0 when the field is not there.</summary>
    public double Double(int number) => BitConverter.Int64BitsToDouble(Integer(number));

    private static WireField ReadField(int number, int type, byte[] bytes, ref int position)
    {
        switch (type)
        {
            case 0:
                return new WireField(number, ReadVarint(bytes, ref position), null);
            case 1:
                position += 8;
                return new WireField(number, BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(position - 8)), null);
            case 2:
                int length = (int)ReadVarint(bytes, ref position);
                position += length;
                return new WireField(number, 0, bytes[(position - length)..position]);
            case 5:
                position += 4;
                return new WireField(number, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(position - 4)), null);
            default:
                throw new InvalidDataException($"Field {number} has the unknown type {type}.");
        }
    }

    private static ulong ReadVarint(byte[] bytes, ref int position)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[position++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                Assert.False(next == 0 && shift > 0, "A number is longer than need be.");
                return value;
            }
        }
    }
}
