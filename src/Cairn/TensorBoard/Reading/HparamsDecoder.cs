namespace Cairn.TensorBoard.Reading;

/// <summary>Reads the <c>HParamsPluginData</c> message. Stateless.</summary>
internal static class HparamsDecoder
{
    private const uint ExperimentKey = (2 << 3) | ProtoReader.Chunk;
    private const uint StartKey = (3 << 3) | ProtoReader.Chunk;
    private const uint EndKey = (4 << 3) | ProtoReader.Chunk;

    public static EventHparams? Read(ReadOnlySpan<byte> message)
    {
        EventHparams? read = null;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            read = reader.CurrentKey switch
            {
                ExperimentKey => ReadExperiment(reader.Bytes),
                StartKey => ReadStart(reader.Bytes),
                EndKey => ReadEnd(reader.Bytes),
                _ => read,
            };
        }

        return reader.IsBroken ? null : read;
    }

    private static EventHparams ReadStart(ReadOnlySpan<byte> message)
    {
        const uint ValueKey = (1 << 3) | ProtoReader.Chunk;
        const uint TimeKey = (5 << 3) | ProtoReader.Fixed64;
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        double time = 0;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            time = reader.CurrentKey == TimeKey ? reader.Double : time;
            if (reader.CurrentKey == ValueKey)
            {
                AddEntry(reader.Bytes, values);
            }
        }

        return new EventHparams { IsStart = true, Values = values, TimeSeconds = time };
    }

    private static void AddEntry(ReadOnlySpan<byte> message, Dictionary<string, object?> values)
    {
        const uint NameKey = (1 << 3) | ProtoReader.Chunk;
        const uint ValueKey = (2 << 3) | ProtoReader.Chunk;
        string name = "";
        object? value = null;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            name = reader.CurrentKey == NameKey ? System.Text.Encoding.UTF8.GetString(reader.Bytes) : name;
            value = reader.CurrentKey == ValueKey ? ReadValue(reader.Bytes) : value;
        }

        values[name] = value;
    }

    /// <summary>A <c>google.protobuf.Value</c>: lists and objects, which TensorBoard does not take, are null.</summary>
    private static object? ReadValue(ReadOnlySpan<byte> message)
    {
        object? value = null;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            value = reader.CurrentKey switch
            {
                (2 << 3) | ProtoReader.Fixed64 => reader.Double,
                (3 << 3) | ProtoReader.Chunk => System.Text.Encoding.UTF8.GetString(reader.Bytes),
                (4 << 3) | ProtoReader.Varint => reader.Number != 0,
                _ => null,
            };
        }

        return value;
    }

    private static EventHparams ReadEnd(ReadOnlySpan<byte> message)
    {
        const uint StatusKey = (1 << 3) | ProtoReader.Varint;
        const uint TimeKey = (2 << 3) | ProtoReader.Fixed64;
        ulong status = 0;
        double time = 0;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            status = reader.CurrentKey == StatusKey ? reader.Number : status;
            time = reader.CurrentKey == TimeKey ? reader.Double : time;
        }

        RunStatus? end = status switch
        {
            1 => RunStatus.Completed,
            2 => RunStatus.Failed,
            3 => RunStatus.Running,
            _ => null,
        };
        return new EventHparams { EndStatus = end, TimeSeconds = time };
    }

    private static EventHparams ReadExperiment(ReadOnlySpan<byte> message)
    {
        const uint MetricKey = (5 << 3) | ProtoReader.Chunk;
        const uint NameKey = (1 << 3) | ProtoReader.Chunk;
        const uint TagKey = (2 << 3) | ProtoReader.Chunk;
        var tags = new List<string>();
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.CurrentKey == MetricKey
                && Find(reader.Bytes, NameKey, out ReadOnlySpan<byte> name)
                && Find(name, TagKey, out ReadOnlySpan<byte> tag))
            {
                tags.Add(System.Text.Encoding.UTF8.GetString(tag));
            }
        }

        return new EventHparams { MetricTags = tags };
    }

    private static bool Find(ReadOnlySpan<byte> message, uint key, out ReadOnlySpan<byte> field)
    {
        field = default;
        bool isFound = false;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.CurrentKey == key)
            {
                field = reader.Bytes;
                isFound = true;
            }
        }

        return isFound;
    }
}
