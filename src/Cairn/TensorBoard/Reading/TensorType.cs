using System.Buffers.Binary;

namespace Cairn.TensorBoard.Reading;

/// <summary>How numbers of a data type of TensorFlow lie in a <c>TensorProto</c>.</summary>
/// <param name="Field">The field that holds them one by one.</param>
/// <param name="Wire">How that field writes one.</param>
/// <param name="Bytes">Size of one in <c>tensor_content</c>.</param>
/// <param name="Encoding">What the bits mean.</param>
internal readonly record struct TensorType(uint Field, uint Wire, int Bytes, NumberEncoding Encoding)
{
    public const ulong StringType = 7;

    /// <summary>False for types that hold no real numbers: text, complex numbers, resources.</summary>
    public static bool TryOf(ulong dataType, out TensorType type)
    {
        type = dataType switch
        {
            1 => new(5, ProtoReader.Fixed32, 4, NumberEncoding.Single),
            2 => new(6, ProtoReader.Fixed64, 8, NumberEncoding.Double),
            3 or 13 => new(7, ProtoReader.Varint, 4, NumberEncoding.Signed), // int32, qint32
            4 or 12 => new(7, ProtoReader.Varint, 1, NumberEncoding.Unsigned), // uint8, quint8
            5 or 15 => new(7, ProtoReader.Varint, 2, NumberEncoding.Signed), // int16, qint16
            6 or 11 => new(7, ProtoReader.Varint, 1, NumberEncoding.Signed), // int8, qint8
            16 or 17 => new(7, ProtoReader.Varint, 2, NumberEncoding.Unsigned), // quint16, uint16
            9 => new(10, ProtoReader.Varint, 8, NumberEncoding.Signed),
            10 => new(11, ProtoReader.Varint, 1, NumberEncoding.Boolean),
            14 => new(13, ProtoReader.Varint, 2, NumberEncoding.BFloat16),
            19 => new(13, ProtoReader.Varint, 2, NumberEncoding.Half),
            22 => new(16, ProtoReader.Varint, 4, NumberEncoding.Unsigned),
            23 => new(17, ProtoReader.Varint, 8, NumberEncoding.Unsigned),
            _ => default,
        };
        return type.Field != 0;
    }

    /// <summary>A number of <c>tensor_content</c>.</summary>
    public double Read(ReadOnlySpan<byte> bytes) => Decode(Bytes switch
    {
        1 => bytes[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
    });

    /// <summary>A number from its bits; those above its size mean nothing.</summary>
    public double Decode(ulong bits) => Encoding switch
    {
        NumberEncoding.Single => BitConverter.UInt32BitsToSingle((uint)bits),
        NumberEncoding.Double => BitConverter.UInt64BitsToDouble(bits),
        NumberEncoding.Half => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
        NumberEncoding.BFloat16 => BitConverter.UInt32BitsToSingle((uint)bits << 16),
        NumberEncoding.Boolean => bits == 0 ? 0 : 1,
        NumberEncoding.Signed => (long)(bits << Spare) >> Spare,
        _ => bits << Spare >> Spare,
    };

    private int Spare => 64 - (8 * Bytes);
}
