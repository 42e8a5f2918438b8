using System.Security.Cryptography;
using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Manifest;
using Cairn.IO;

namespace Cairn.Checkpoints.Loading;

/// <summary>Reads the files of a checkpoint and holds them to their manifest. Stateless.</summary>
internal static class TensorFile
{
    /// <summary>Digested while still in the processor's cache.</summary>
    private const int PieceBytes = 256 << 10;

    /// <summary>Compares the length only.</summary>
    /// <exception cref="CheckpointIntegrityException">It is not what was written.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static void CheckLength(IFileSystem files, string path, ManifestFile expected)
    {
        if (!files.FileExists(path))
        {
            throw new CheckpointIntegrityException(path, "The file is missing.");
        }

        RequireLength(path, expected, files.FileLength(path));
    }

    /// <summary>Compares the digest, without keeping the bytes.</summary>
    /// <exception cref="CheckpointIntegrityException">It is not what was written.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static void CheckDigest(IFileSystem files, string path, ManifestFile expected, CancellationToken cancellation)
    {
        byte[] piece = new byte[PieceBytes];
        Read(files, path, expected, (offset, length) => piece.AsMemory(0, (int)Math.Min(length, PieceBytes)), cancellation);
    }

    /// <summary>The bytes of the file, all of them verified.</summary>
    /// <exception cref="CheckpointIntegrityException">It is not what was written.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static FileImage ReadVerified(IFileSystem files, SegmentPool pool, string path, ManifestFile expected)
    {
        CheckLength(files, path, expected); // before memory is taken for it
        var image = new FileImage(pool, expected.Bytes);
        try
        {
            Read(files, path, expected, (offset, length) => image.Piece(offset, Math.Min(length, PieceBytes)), default);
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    private static void Read(
        IFileSystem files,
        string path,
        ManifestFile expected,
        Func<long, long, Memory<byte>> bufferFor,
        CancellationToken cancellation)
    {
        using IDurableFile file = Open(files, path);
        RequireLength(path, expected, file.Length);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long offset = 0; offset < expected.Bytes;)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<byte> piece = bufferFor(offset, expected.Bytes - offset).Span;
            int read = file.Read(offset, piece);
            if (read < piece.Length)
            {
                throw new CheckpointIntegrityException(
                    path, "The file ended too early.", $"{expected.Bytes} bytes", $"{offset + read} bytes");
            }

            hash.AppendData(piece);
            offset += read;
        }

        string actual = Convert.ToHexStringLower(hash.GetCurrentHash());
        if (actual != expected.Sha256)
        {
            throw new CheckpointIntegrityException(
                path, "The file was changed since it was written: its SHA-256 differs.", expected.Sha256, actual);
        }
    }

    private static IDurableFile Open(IFileSystem files, string path) => files.FileExists(path)
        ? files.Open(path, FileIntent.Read)
        : throw new CheckpointIntegrityException(path, "The file is missing.");

    private static void RequireLength(string path, ManifestFile expected, long actual)
    {
        if (actual != expected.Bytes)
        {
            throw new CheckpointIntegrityException(
                path, "The file has another length than was written.", $"{expected.Bytes} bytes", $"{actual} bytes");
        }
    }
}
