namespace Cairn.TensorBoard.Reading;

/// <summary>
/// A <c>TensorProto</c> message: numbers or texts with a shape. The shape is not believed: what it asks for beyond what is
/// there is only made up where one value stands for all, up to <see cref="MaxRepeated"/>.
/// </summary>
internal ref struct TensorView
{
    /// <summary>As many as a histogram of 20,000 bins has: larger tensors give every value.</summary>
    public const int MaxRepeated = 1 << 16;

    private const uint DataTypeKey = (1 << 3) | ProtoReader.Varint;
    private const uint ShapeKey = (2 << 3) | ProtoReader.Chunk;
    private const uint ContentKey = (4 << 3) | ProtoReader.Chunk;
    private const uint StringKey = (8 << 3) | ProtoReader.Chunk;
    private const uint DimensionKey = (2 << 3) | ProtoReader.Chunk;
    private const uint SizeKey = (1 << 3) | ProtoReader.Varint;

    private readonly ReadOnlySpan<byte> _message;
    private readonly ReadOnlySpan<byte> _content;

    public TensorView(ReadOnlySpan<byte> message)
    {
        _message = message;
        var reader = new ProtoReader(message);
        Elements = 1;
        while (reader.Next())
        {
            switch (reader.CurrentKey)
            {
                case DataTypeKey:
                    DataType = reader.Number;
                    break;
                case ShapeKey:
                    ReadShape(reader.Bytes);
                    break;
                case ContentKey:
                    _content = reader.Bytes;
                    break;
            }
        }
    }

    public ulong DataType { get; }

    public int Rank { get; private set; }

    /// <summary>How many values the shape asks for; -1 when it makes no sense.</summary>
    public long Elements { get; private set; }

    /// <summary>The size of the first dimension; 0 when there is none.</summary>
    public long FirstSize { get; private set; }

    /// <summary>The size of the last dimension; 0 when there is none.</summary>
    public long LastSize { get; private set; }

    /// <summary>Reads as many numbers as fit and are there. Returns how many; 0 also for a tensor without numbers.</summary>
    public readonly int Read(Span<double> into)
    {
        if (!TensorType.TryOf(DataType, out TensorType type))
        {
            return 0;
        }

        return _content.IsEmpty ? ReadFields(type, into) : ReadContent(type, into);
    }

    /// <summary>All numbers that the shape asks for; null when they are not there.</summary>
    public readonly double[]? ReadAll()
    {
        // Every number that is there takes at least one byte.
        if (Elements < 0 || Elements > Math.Max(_message.Length, MaxRepeated))
        {
            return null;
        }

        double[] numbers = new double[Elements];
        int count = Read(numbers);
        if (count == 0 && numbers.Length > 0)
        {
            return null;
        }

        numbers.AsSpan(count).Fill(count == 0 ? 0 : numbers[count - 1]);
        return numbers;
    }

    /// <summary>The texts that are there; of bytes that are no text as they are.</summary>
    public readonly TensorStrings Strings => new(DataType == TensorType.StringType ? _message : [], StringKey);

    private void ReadShape(ReadOnlySpan<byte> message)
    {
        var shape = new ProtoReader(message);
        while (shape.Next())
        {
            if (shape.CurrentKey == DimensionKey)
            {
                AddDimension(shape.Bytes);
            }
        }
    }

    private void AddDimension(ReadOnlySpan<byte> message)
    {
        long size = 0;
        var dimension = new ProtoReader(message);
        while (dimension.Next())
        {
            size = dimension.CurrentKey == SizeKey ? (long)dimension.Number : size;
        }

        FirstSize = Rank == 0 ? size : FirstSize;
        LastSize = size;
        Rank++;
        bool isSound = size >= 0 && Elements >= 0 && (size == 0 || Elements <= int.MaxValue / size);
        Elements = isSound ? Elements * size : -1;
    }

    private readonly int ReadContent(TensorType type, Span<double> into)
    {
        int count = Math.Min(into.Length, _content.Length / type.Bytes);
        for (int i = 0; i < count; i++)
        {
            into[i] = type.Read(_content[(i * type.Bytes)..]);
        }

        return count;
    }

    private readonly int ReadFields(TensorType type, Span<double> into)
    {
        uint single = ProtoReader.Key(type.Field, type.Wire);
        uint packed = ProtoReader.Key(type.Field, ProtoReader.Chunk);
        int count = 0;
        var reader = new ProtoReader(_message);
        while (count < into.Length && reader.Next())
        {
            if (reader.CurrentKey == single)
            {
                into[count++] = type.Decode(reader.Number);
            }
            else if (reader.CurrentKey == packed)
            {
                count += ReadPacked(type, reader.Bytes, into[count..]);
            }
        }

        return count;
    }

    private static int ReadPacked(TensorType type, ReadOnlySpan<byte> bytes, Span<double> into)
    {
        int count = 0;
        while (count < into.Length && TryTake(type, ref bytes, out double number))
        {
            into[count++] = number;
        }

        return count;
    }

    private static bool TryTake(TensorType type, ref ReadOnlySpan<byte> bytes, out double number)
    {
        number = 0;
        if (type.Wire == ProtoReader.Varint)
        {
            bool isThere = ProtoReader.TryTakeVarint(ref bytes, out ulong bits);
            number = type.Decode(bits);
            return isThere;
        }

        if (bytes.Length < type.Bytes)
        {
            return false;
        }

        number = type.Read(bytes);
        bytes = bytes[type.Bytes..];
        return true;
    }
}
