using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using static Cairn.Checkpoints.Safetensors.SafetensorsFormat;

namespace Cairn.Checkpoints.Safetensors;

/// <summary>
/// The first bytes of a safetensors file, and where its tensors go. The same tensors give the same file, in whatever
/// order they are named. Immutable.
/// </summary>
internal sealed class SafetensorsHeader
{
    /// <summary>Together with the longest header what a 64-bit number can say.</summary>
    private const long MaxDataBytes = long.MaxValue - LengthBytes - MaxHeaderBytes - Alignment;

    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Names stay readable: only what JSON demands is escaped. Names are never shown as HTML.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private SafetensorsHeader(byte[] bytes, ImmutableArray<long> offsets, long fileBytes) =>
        (Bytes, Offsets, FileBytes) = (bytes, offsets, fileBytes);

    /// <summary>The file up to its first tensor.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Where each tensor starts in the file, in the order in which the tensors were given.</summary>
    public ImmutableArray<long> Offsets { get; }

    /// <summary>The length of the whole file.</summary>
    public long FileBytes { get; }

    /// <exception cref="ArgumentException">Two tensors have the same name, or one cannot be in such a file.</exception>
    public static SafetensorsHeader Build(IReadOnlyList<TensorInfo> tensors)
    {
        int[] order = Order(tensors);
        long[] offsets = new long[tensors.Count];
        long dataBytes = 0;
        foreach (int index in order)
        {
            offsets[index] = dataBytes;
            if (tensors[index].Bytes > MaxDataBytes - dataBytes)
            {
                throw new ArgumentException("All tensors together have more bytes than a file can.");
            }

            dataBytes += tensors[index].Bytes;
        }

        byte[] bytes = Write(tensors, order, offsets);
        return new SafetensorsHeader(
            bytes, [.. offsets.Select(offset => bytes.Length + offset)], bytes.Length + dataBytes);
    }

    /// <summary>Large elements first, so that all are aligned; then by name, as the reference writer does.</summary>
    private static int[] Order(IReadOnlyList<TensorInfo> tensors)
    {
        var names = new HashSet<string>(tensors.Count);
        foreach (TensorInfo tensor in tensors)
        {
            Check(tensor);
            if (!names.Add(tensor.Name))
            {
                throw new ArgumentException($"Two tensors are named '{tensor.Name}'; names must be unique.");
            }
        }

        return
        [
            .. Enumerable.Range(0, tensors.Count)
                .OrderByDescending(index => TensorInfo.ElementBytes(tensors[index].Type))
                .ThenBy(index => tensors[index].Name, StringComparer.Ordinal),
        ];
    }

    private static void Check(TensorInfo tensor)
    {
        if (tensor.Name == MetadataKey)
        {
            throw new ArgumentException($"No tensor can be named '{MetadataKey}': safetensors keeps that for itself.");
        }

        if (tensor.Shape.Length > MaxDimensions)
        {
            throw new ArgumentException(
                $"Tensor '{tensor.Name}' has {tensor.Shape.Length} dimensions; at most {MaxDimensions} are allowed.");
        }

        try
        {
            StrictUtf8.GetByteCount(tensor.Name);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException($"The name of tensor '{tensor.Name}' is not valid Unicode.", e);
        }
    }

    private static byte[] Write(IReadOnlyList<TensorInfo> tensors, int[] order, long[] offsets)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write(stackalloc byte[LengthBytes]);
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            WriteMetadata(json);
            foreach (int index in order)
            {
                WriteTensor(json, tensors[index], offsets[index]);
            }

            json.WriteEndObject();
        }

        return Finish(buffer.WrittenSpan);
    }

    private static void WriteMetadata(Utf8JsonWriter json)
    {
        json.WriteStartObject(MetadataKey);
        json.WriteString("format", "cairn");
        json.WriteEndObject();
    }

    private static void WriteTensor(Utf8JsonWriter json, TensorInfo tensor, long offset)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString(TypeKey, NameOf(tensor.Type));
        json.WriteStartArray(ShapeKey);
        foreach (long size in tensor.Shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray(OffsetsKey);
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + tensor.Bytes);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Pads with spaces and fills in the length.</summary>
    private static byte[] Finish(ReadOnlySpan<byte> written)
    {
        byte[] header = new byte[(written.Length + Alignment - 1) / Alignment * Alignment];
        written.CopyTo(header);
        header.AsSpan(written.Length).Fill((byte)' ');
        int length = header.Length - LengthBytes;
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        return length <= MaxHeaderBytes ? header : throw new ArgumentException(
            $"The names and shapes of the tensors take {length} bytes; safetensors allows {MaxHeaderBytes}.");
    }
}
