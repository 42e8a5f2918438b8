using System.IO.Compression;
using Cairn.IO;
using Cairn.Storage.Archives;

namespace Cairn.Inference.Archives;

/// <summary>The lines of an archive's file. Stateless.</summary>
internal static class ArchiveLines
{
    private const int FirstBufferBytes = 64 << 10;

    /// <summary>
    /// No line that Cairn wrote comes near: a longer one is no prediction, and is not held in memory.
    /// </summary>
    private const int MaxLineBytes = 16 << 20;

    /// <summary>One for each line, null for one that is no prediction. The file must stay open meanwhile.</summary>
    /// <exception cref="IOException">The file cannot be read, or is not compressed as it should be.</exception>
    public static IEnumerable<ArchivedPrediction?> Read(IDurableFile file)
    {
        foreach (ReadOnlyMemory<byte> line in ReadRaw(file))
        {
            yield return ArchiveLineReader.TryRead(line.Span);
        }
    }

    /// <summary>
    /// The bytes of each line without its end. Each is valid until the next; empty for one that is too long.
    /// </summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static IEnumerable<ReadOnlyMemory<byte>> ReadRaw(IDurableFile file)
    {
        using var gzip = new GZipStream(new ReadingStream(file), CompressionMode.Decompress);
        byte[] buffer = new byte[FirstBufferBytes];
        (int begin, int end) = (0, 0);
        bool isTooLong = false;
        while (true)
        {
            int length = buffer.AsSpan(begin..end).IndexOf((byte)'\n');
            if (length >= 0)
            {
                yield return isTooLong ? default : buffer.AsMemory(begin, length);
                begin += length + 1;
                isTooLong = false;
                continue;
            }

            if (end - begin >= MaxLineBytes)
            {
                (isTooLong, begin) = (true, end);
            }

            buffer.AsSpan(begin..end).CopyTo(buffer); // what is left of a line moves to the front
            (begin, end) = (0, end - begin);
            if (end == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            int read = ReadSome(gzip, buffer.AsSpan(end), file.Path);
            if (read == 0)
            {
                break;
            }

            end += read;
        }

        if (end > begin || isTooLong)
        {
            yield return isTooLong ? default : buffer.AsMemory(begin, end - begin);
        }
    }

    private static int ReadSome(GZipStream gzip, Span<byte> buffer, string path)
    {
        try
        {
            return gzip.Read(buffer);
        }
        catch (InvalidDataException error)
        {
            throw new IOException($"'{path}' is no whole archive: {error.Message}", error);
        }
    }
}
