using System.Security.Cryptography;
using Cairn.Checkpoints.Images;
using Cairn.IO;

namespace Cairn.Checkpoints.Saving;

/// <summary>
/// Writes a file, makes sure of the disk, and reads it back. The digest is taken meanwhile on another thread, from the
/// bytes in memory: that what is on the disk equals them is then a comparison, and not a second digest. Stateless.
/// </summary>
internal static class ImageWriter
{
    /// <summary>Read back in pieces that stay in the processor's cache until they are compared.</summary>
    private const int CompareBytes = 256 << 10;

    /// <summary>32 MiB: some 30 ms of a disk's work.</summary>
    private const int SegmentsBetweenSyncs = 8;

    /// <summary>Returns the SHA-256 of the file, in small hexadecimal digits.</summary>
    /// <exception cref="IOException">The disk refused, did not confirm, or gave back something else.</exception>
    public static string Write(IFileSystem files, string path, FileImage image)
    {
        Task<string> digest = Task.Run(() => Digest(image));
        try
        {
            using IDurableFile file = files.Open(path, FileIntent.CreateNew);
            Append(file, image);
            file.Sync();
            Compare(file, image);
        }
        finally
        {
            ((IAsyncResult)digest).AsyncWaitHandle.WaitOne(); // it reads the image, which the caller may give back
        }

        return digest.GetAwaiter().GetResult();
    }

    public static string Digest(FileImage image)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < image.SegmentCount; i++)
        {
            hash.AppendData(image.Segment(i).Span);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>
    /// Syncs every so often beside the writing, so that the disk works while memory is copied, and the last sync, which
    /// counts, has little to do.
    /// </summary>
    private static void Append(IDurableFile file, FileImage image)
    {
        Task early = Task.CompletedTask;
        for (int i = 0; i < image.SegmentCount; i++)
        {
            file.Append(image.Segment(i).Span);
            if ((i + 1) % SegmentsBetweenSyncs == 0 && early.IsCompletedSuccessfully)
            {
                early = Task.Run(file.Sync);
            }
        }

        early.GetAwaiter().GetResult();
    }

    private static void Compare(IDurableFile file, FileImage image)
    {
        byte[] buffer = new byte[CompareBytes];
        for (long offset = 0; offset < image.Length;)
        {
            ReadOnlySpan<byte> expected = image.Run(offset, buffer.Length);
            Span<byte> actual = buffer.AsSpan(0, expected.Length);
            if (file.Read(offset, actual) != actual.Length || !actual.SequenceEqual(expected))
            {
                throw new IOException(
                    $"'{file.Path}' does not read back as it was written, near byte {offset}. The disk is failing.");
            }

            offset += expected.Length;
        }
    }
}
