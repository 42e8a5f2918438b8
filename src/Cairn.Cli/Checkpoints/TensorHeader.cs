using System.Buffers.Binary;
using System.Text.Unicode;
using Cairn.Checkpoints;
using Cairn.Checkpoints.Safetensors;
using Cairn.IO;

namespace Cairn.Cli.Checkpoints;

/// <summary>Which tensors a safetensors file has, by reading its header and nothing else. Stateless.</summary>
internal static class TensorHeader
{
    /// <exception cref="CheckpointIntegrityException">It is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<TensorInfo> Read(string path)
    {
        using IDurableFile file = PhysicalFileSystem.Instance.Open(path, FileIntent.Read);
        byte[] prefix = new byte[SafetensorsFormat.LengthBytes];
        long headerBytes = file.Read(0, prefix) == prefix.Length ? BinaryPrimitives.ReadInt64LittleEndian(prefix) : -1;
        long dataBytes = file.Length - prefix.Length - headerBytes;
        if (headerBytes is < 0 or > SafetensorsFormat.MaxHeaderBytes || dataBytes < 0)
        {
            throw new CheckpointIntegrityException(path, "It is no safetensors file: its header cannot be that long.");
        }

        byte[] header = new byte[headerBytes];
        if (file.Read(prefix.Length, header) < headerBytes || !Utf8.IsValid(header))
        {
            throw new CheckpointIntegrityException(path, "Its header is not JSON in UTF-8.");
        }

        return [.. SafetensorsReader.Read(header, dataBytes, path).Select(place => place.Tensor)];
    }
}
