using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Unicode;
using Cairn.Checkpoints.Images;
using static Cairn.Checkpoints.Safetensors.SafetensorsFormat;

namespace Cairn.Checkpoints.Safetensors;

/// <summary>
/// Which tensors a safetensors file has and where. What exists was checked: the tensors fill the file behind the header
/// completely and do not overlap. Immutable.
/// </summary>
internal sealed class SafetensorsLayout
{
    private readonly Dictionary<string, TensorPlace> _byName;

    private SafetensorsLayout(ImmutableArray<TensorPlace> places) =>
        (Places, _byName) = (places, places.ToDictionary(place => place.Tensor.Name));

    /// <summary>All tensors in the order of the file.</summary>
    public ImmutableArray<TensorPlace> Places { get; }

    /// <summary>Reads the header of a file that may be anybody's.</summary>
    /// <param name="image">The whole file.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="CheckpointIntegrityException">It is not a safetensors file.</exception>
    public static SafetensorsLayout Read(FileImage image, string path)
    {
        int headerBytes = HeaderBytes(image, path);
        ReadOnlySpan<byte> header = image.Run(LengthBytes, headerBytes);
        if (header.Length < headerBytes)
        {
            // It spans segments. At most as much again as the image already has.
            byte[] whole = new byte[headerBytes];
            image.Read(LengthBytes, whole);
            header = whole;
        }

        if (header[0] != '{' || !Utf8.IsValid(header))
        {
            throw new CheckpointIntegrityException(path, "Its header is not an object of JSON in UTF-8.");
        }

        long dataStart = LengthBytes + headerBytes;
        List<TensorPlace> places = SafetensorsReader.Read(header, image.Length - dataStart, path);
        return new SafetensorsLayout(InOrder(places, dataStart, image.Length, path));
    }

    /// <summary>The tensor of that name; null when there is none.</summary>
    public TensorPlace? Find(string name) => _byName.TryGetValue(name, out TensorPlace place) ? place : null;

    private static int HeaderBytes(FileImage image, string path)
    {
        if (image.Length <= LengthBytes)
        {
            throw new CheckpointIntegrityException(path, $"It ends after {image.Length} bytes, before its header.");
        }

        Span<byte> length = stackalloc byte[LengthBytes];
        image.Read(0, length);
        ulong bytes = BinaryPrimitives.ReadUInt64LittleEndian(length);
        long limit = Math.Min(MaxHeaderBytes, image.Length - LengthBytes);
        return bytes > 0 && bytes <= (ulong)limit ? (int)bytes : throw new CheckpointIntegrityException(
            path, $"Its header claims {bytes} bytes; 1 to {limit} are possible.");
    }

    private static ImmutableArray<TensorPlace> InOrder(
        List<TensorPlace> places, long dataStart, long fileBytes, string path)
    {
        ImmutableArray<TensorPlace> ordered = [.. places.OrderBy(place => place.Offset).ThenBy(place => place.End)];
        long expected = dataStart;
        foreach (TensorPlace place in ordered)
        {
            if (place.Offset != expected)
            {
                string what = place.Offset < expected ? "overlaps the one before it" : "leaves a hole before it";
                throw new CheckpointIntegrityException(path, $"Tensor {Shown(place.Tensor.Name)} {what}.");
            }

            expected = place.End;
        }

        return expected == fileBytes ? ordered : throw new CheckpointIntegrityException(
            path, $"It has {fileBytes - expected} bytes behind its last tensor.");
    }
}
