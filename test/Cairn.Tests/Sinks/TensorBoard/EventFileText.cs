using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Cairn.Tests.Sinks.TensorBoard;

/// <summary>
/// An event file as lines of words. Knows TensorBoard's format by itself and not through our code, and fails at the first
/// byte that is not as it must be.
/// </summary>
internal static class EventFileText
{
    /// <summary>A line for each event; with the times only when they are asked for.</summary>
    public static IReadOnlyList<string> Read(string path, bool withTimes = false) =>
        Read(File.ReadAllBytes(path), withTimes);

    public static IReadOnlyList<string> Read(byte[] file, bool withTimes = false)
    {
        List<string> events = [];
        Dictionary<string, string> plugins = []; // by tag: later values of a tag need not say it again
        for (int at = 0; at < file.Length;)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at)));
            Assert.Equal(Masked(file.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)));
            ReadOnlySpan<byte> data = file.AsSpan(at + 12, length);
            Assert.Equal(Masked(data), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)));
            Dictionary<int, List<byte[]>> fields = Fields(data);
            string time = fields.ContainsKey(1) ? Number(Real(fields, 1)) : "0";
            events.Add((withTimes ? time + " " : "") + Describe(fields, plugins));
            at += length + 16;
        }

        return events;
    }

    private static string Describe(Dictionary<int, List<byte[]>> fields, Dictionary<string, string> plugins)
    {
        long step = Integer(fields, 2);
        if (fields.TryGetValue(3, out List<byte[]>? version))
        {
            return $"version {Text(version[0])}";
        }

        if (fields.TryGetValue(4, out List<byte[]>? graph))
        {
            return $"graph {graph[0].Length} bytes";
        }

        if (fields.TryGetValue(7, out List<byte[]>? log))
        {
            Assert.Equal(1, Integer(Fields(log[0]), 1));
            return $"start {step}";
        }

        Dictionary<int, List<byte[]>> value = Fields(Assert.Single(Fields(fields[5][0])[1]));
        string tag = Text(value[1][0]);
        Dictionary<int, List<byte[]>>? plugin = value.TryGetValue(9, out List<byte[]>? metadata)
            ? Fields(Fields(metadata[0])[1][0])
            : null;
        string name = plugin is null ? plugins[tag] : plugins[tag] = Text(plugin[1][0]);
        string content = name == "hparams" ? Session(plugin![2][0]) : Tensor(Fields(value[8][0]));
        return $"{name} {tag} {step}: {content}";
    }

    private static string Tensor(Dictionary<int, List<byte[]>> tensor) => Integer(tensor, 1) switch
    {
        1 => string.Join(' ', Packed(tensor, 5, 4).Select(b => Number(BinaryPrimitives.ReadSingleLittleEndian(b)))),
        2 => string.Join(' ', Packed(tensor, 6, 8).Select(b => Number(BinaryPrimitives.ReadDoubleLittleEndian(b)))),
        7 => string.Join('|', tensor[8].Select(bytes => bytes is [0x89, ..] ? $"{bytes.Length} bytes of png" : Text(bytes))),
        long type => throw new NotSupportedException($"type {type}"),
    };

    private static IEnumerable<byte[]> Packed(Dictionary<int, List<byte[]>> tensor, int field, int size) =>
        tensor.TryGetValue(field, out List<byte[]>? values)
            ? values.SelectMany(bytes => bytes.Chunk(size))
            : tensor[4][0].Chunk(size); // tensor_content

    private static string Session(byte[] content)
    {
        Dictionary<int, List<byte[]>> data = Fields(content);
        if (data.TryGetValue(4, out List<byte[]>? end))
        {
            return $"end {Integer(Fields(end[0]), 1)}";
        }

        IEnumerable<string> hparams = Fields(data[3][0]).GetValueOrDefault(1, []).Select(entry =>
        {
            Dictionary<int, List<byte[]>> pair = Fields(entry);
            Dictionary<int, List<byte[]>> value = Fields(pair[2][0]);
            string shown = value.ContainsKey(2) ? Number(Real(value, 2))
                : value.TryGetValue(3, out List<byte[]>? text) ? $"'{Text(text[0])}'"
                : Integer(value, 4) == 1 ? "true" : "false";
            return $"{Text(pair[1][0])}={shown}";
        });
        return "start " + string.Join(' ', hparams);
    }

    /// <summary>The fields of a message by number: the bytes of each, numbers as eight bytes.</summary>
    private static Dictionary<int, List<byte[]>> Fields(ReadOnlySpan<byte> message)
    {
        Dictionary<int, List<byte[]>> fields = [];
        while (!message.IsEmpty)
        {
            ulong key = Varint(ref message);
            byte[] value;
            switch (key & 7)
            {
                case 0:
                    value = BitConverter.GetBytes(Varint(ref message));
                    break;
                case 1:
                    value = Take(ref message, 8);
                    break;
                case 2:
                    value = Take(ref message, checked((int)Varint(ref message)));
                    break;
                case 5:
                    value = Take(ref message, 4);
                    break;
                default:
                    throw new InvalidDataException($"wire type {key & 7}");
            }

            fields.TryAdd((int)(key >> 3), []);
            fields[(int)(key >> 3)].Add(value);
        }

        return fields;
    }

    private static byte[] Take(ref ReadOnlySpan<byte> message, int count)
    {
        byte[] taken = message[..count].ToArray();
        message = message[count..];
        return taken;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> message)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[0];
            message = message[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private static long Integer(Dictionary<int, List<byte[]>> fields, int number) =>
        fields.TryGetValue(number, out List<byte[]>? values) ? BitConverter.ToInt64(values[0]) : 0;

    private static double Real(Dictionary<int, List<byte[]>> fields, int number) => BitConverter.ToDouble(fields[number][0]);

    private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78);
            }
        }

        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }
}
