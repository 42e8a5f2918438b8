using System.Text.Json;
using static Cairn.Checkpoints.Safetensors.SafetensorsFormat;

namespace Cairn.Checkpoints.Safetensors;

/// <summary>
/// Reads the JSON of a safetensors header, which may be anybody's: each tensor that comes back lies within the file and
/// has as many bytes as its type and shape say. Not thread-safe.
/// </summary>
internal ref struct SafetensorsReader
{
    /// <summary>The header, a tensor in it, its shape; everything deeper is not safetensors.</summary>
    private const int MaxDepth = 3;

    private readonly string _path;
    private readonly long _dataStart;
    private readonly long _dataBytes;
    private Utf8JsonReader _json;

    /// <summary>What is being read, for messages.</summary>
    private string _subject = "The header";

    private SafetensorsReader(ReadOnlySpan<byte> header, long dataBytes, string path)
    {
        (_path, _dataBytes, _dataStart) = (path, dataBytes, LengthBytes + header.Length);
        _json = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <param name="header">The header without its length; valid UTF-8.</param>
    /// <param name="dataBytes">How many bytes of the file follow it.</param>
    /// <param name="path">The file, for messages.</param>
    /// <returns>The tensors in the order of the header.</returns>
    /// <exception cref="CheckpointIntegrityException">It is not a safetensors header.</exception>
    public static List<TensorPlace> Read(ReadOnlySpan<byte> header, long dataBytes, string path)
    {
        var reader = new SafetensorsReader(header, dataBytes, path);
        try
        {
            return reader.ReadHeader();
        }
        catch (JsonException e)
        {
            throw reader.Fault($"is not the JSON of safetensors. {e.Message}", e);
        }
    }

    private List<TensorPlace> ReadHeader()
    {
        // Bounded by the length of the header, as are all collections here.
        var places = new List<TensorPlace>();
        var names = new HashSet<string>();
        Expect(JsonTokenType.StartObject, "be an object");
        while (NextMember(names) is string name)
        {
            if (name == MetadataKey)
            {
                ReadMetadata();
            }
            else
            {
                places.Add(ReadTensor(name));
            }

            _subject = "The header";
        }

        _json.Read(); // Only spaces may follow; it throws at anything else.
        return places;
    }

    private void ReadMetadata()
    {
        _subject = $"'{MetadataKey}'";
        var keys = new HashSet<string>();
        Expect(JsonTokenType.StartObject, "be an object");
        while (NextMember(keys) is not null)
        {
            Expect(JsonTokenType.String, "hold only strings");
        }
    }

    private TensorPlace ReadTensor(string name)
    {
        _subject = $"Tensor {Shown(name)}";
        TensorType? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        var members = new HashSet<string>();
        Expect(JsonTokenType.StartObject, "be an object");
        while (NextMember(members) is string member)
        {
            switch (member)
            {
                case TypeKey:
                    type = ReadType();
                    break;
                case ShapeKey:
                    shape = ReadSizes(ShapeKey, MaxDimensions);
                    break;
                case OffsetsKey:
                    offsets = ReadSizes(OffsetsKey, 2);
                    break;
                default:
                    throw Fault($"has a member {Shown(member)}, which safetensors does not know.");
            }
        }

        return Place(
            name,
            type ?? throw Fault($"has no '{TypeKey}'."),
            shape ?? throw Fault($"has no '{ShapeKey}'."),
            offsets ?? throw Fault($"has no '{OffsetsKey}'."));
    }

    private readonly TensorPlace Place(string name, TensorType type, List<long> shape, List<long> offsets)
    {
        if (name.Length == 0)
        {
            throw Fault("has no name.");
        }

        if (offsets is not [long begin, long end] || begin > end || end > _dataBytes)
        {
            throw Fault(
                $"has the {OffsetsKey} [{string.Join(", ", offsets)}]; they must be two, in order, within the "
                + $"{_dataBytes} bytes of data.");
        }

        long? bytes = TensorInfo.BytesOf(type, [.. shape]);
        if (bytes != end - begin)
        {
            throw Fault(
                $"is {NameOf(type)} [{string.Join(", ", shape)}], which is {bytes?.ToString() ?? "too many"} bytes, "
                + $"but its {OffsetsKey} span {end - begin}.");
        }

        return new TensorPlace(new TensorInfo(name, type, [.. shape]), _dataStart + begin);
    }

    private TensorType ReadType()
    {
        Expect(JsonTokenType.String, $"have its {TypeKey} as a string");
        string name = Text();
        return TypeOf(name) ?? throw Fault($"has the {TypeKey} {Shown(name)}, which Cairn does not know.");
    }

    private List<long> ReadSizes(string member, int limit)
    {
        Expect(JsonTokenType.StartArray, $"have its {member} as an array");
        var sizes = new List<long>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            // Unsigned, so that neither a sign nor a fraction nor an exponent passes.
            if (_json.TokenType != JsonTokenType.Number
                || !_json.TryGetUInt64(out ulong size)
                || size > long.MaxValue)
            {
                throw Fault($"must have whole numbers from 0 to {long.MaxValue} as its {member}.");
            }

            if (sizes.Count == limit)
            {
                throw Fault($"has more than {limit} numbers as its {member}.");
            }

            sizes.Add((long)size);
        }

        return sizes;
    }

    /// <summary>The next member's name; null at the end of the object.</summary>
    private string? NextMember(HashSet<string> seen)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        string name = Text();
        return seen.Add(name) ? name : throw Fault($"has {Shown(name)} twice.");
    }

    private void Expect(JsonTokenType token, string demand)
    {
        _json.Read();
        if (_json.TokenType != token)
        {
            throw Fault($"must {demand}.");
        }
    }

    private readonly string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw Fault("has half a surrogate pair in a text.", e);
        }
    }

    private readonly CheckpointIntegrityException Fault(string what, Exception? inner = null) =>
        new(_path, $"{_subject} {what}", inner: inner);
}
