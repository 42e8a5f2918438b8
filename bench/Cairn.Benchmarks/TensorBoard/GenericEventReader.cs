using Cairn.IO;

namespace Cairn.Benchmarks.TensorBoard;

/// <summary>
/// The peer: records cut with a <see cref="BinaryReader"/>, checksums proved, and each message decoded into an object that
/// holds its fields, as a reader does that knows no schema.
/// </summary>
internal static class GenericEventReader
{
    public static int Count(string path)
    {
        using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 256 << 10));
        long length = reader.BaseStream.Length;
        int scalars = 0;
        while (reader.BaseStream.Position < length)
        {
            int size = (int)reader.ReadUInt64();
            reader.ReadUInt32();
            byte[] data = reader.ReadBytes(size);
            uint crc = ~Crc32C.Of(data, uint.MaxValue);
            if (reader.ReadUInt32() != ((crc >> 15) | (crc << 17)) + 0xa282ead8)
            {
                throw new InvalidDataException();
            }

            scalars += Decode(data).ContainsKey(5) ? 1 : 0;
        }

        return scalars;
    }

    private static Dictionary<int, object> Decode(ReadOnlyMemory<byte> message, int depth = 0)
    {
        var fields = new Dictionary<int, object>();
        int at = 0;
        ReadOnlySpan<byte> bytes = message.Span;
        while (at < bytes.Length)
        {
            ulong key = Varint(bytes, ref at);
            int field = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    fields[field] = Varint(bytes, ref at);
                    break;
                case 1:
                    fields[field] = BitConverter.ToDouble(bytes[at..]);
                    at += 8;
                    break;
                case 5:
                    fields[field] = BitConverter.ToSingle(bytes[at..]);
                    at += 4;
                    break;
                default:
                    int length = (int)Varint(bytes, ref at);
                    ReadOnlyMemory<byte> inner = message.Slice(at, length);
                    bool isMessage = (depth == 0 && field == 5) || (depth == 1 && field == 1) || (depth == 2 && field == 8);
                    fields[field] = isMessage ? Decode(inner, depth + 1) : inner.ToArray();
                    at += length;
                    break;
            }
        }

        return fields;
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
