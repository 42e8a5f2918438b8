using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Cairn.IO;
using Cairn.Storage;
using Cairn.Storage.Archives;

namespace Cairn.Inference.Archives;

/// <summary>
/// Writes an archive aside, proves that the disk has it, and publishes it: the digest first, so that an archive that is
/// seen under its name is whole. What is not published is deleted. Not thread-safe.
/// </summary>
internal sealed class ArchiveFileWriter : IDisposable
{
    private const int BufferBytes = 64 << 10;

    private readonly ArchiveFolder _folder;
    private readonly IDurableFile _file;
    private readonly GZipStream _gzip;
    private readonly BufferedStream _buffered;
    private readonly ArchiveLineWriter _lines = new();
    private bool _isPublished;

    /// <summary>Begins the file. The caller holds the folder's lock.</summary>
    public ArchiveFileWriter(ArchiveFolder folder)
    {
        _folder = folder;
        folder.Files.CreateDirectory(folder.Path);
        _file = folder.Files.Open(folder.TemporaryPath, FileIntent.Replace);
        _buffered = new BufferedStream(new AppendingStream(_file), BufferBytes);
        _gzip = new GZipStream(_buffered, CompressionLevel.Optimal);
    }

    /// <summary>How many were added.</summary>
    public long Predictions { get; private set; }

    /// <summary>When the first of them was recorded, in milliseconds.</summary>
    public long FirstMs { get; private set; } = long.MaxValue;

    /// <summary>When the last was.</summary>
    public long LastMs { get; private set; } = long.MinValue;

    /// <summary>False when its line is too long to be restored: then nothing was added.</summary>
    public bool TryAdd(ArchivedPrediction prediction)
    {
        ReadOnlySpan<byte> line = _lines.Write(prediction);
        if (line.Length - "\n"u8.Length > ArchiveRestore.MaxLineBytes)
        {
            return false;
        }

        _gzip.Write(line);
        Predictions++;
        FirstMs = Math.Min(FirstMs, prediction.RecordedMs);
        LastMs = Math.Max(LastMs, prediction.RecordedMs);
        return true;
    }

    /// <summary>After this returns, the archive survives a power cut, and it reads back as what was added.</summary>
    /// <exception cref="IOException">The disk refused, did not confirm, or gave back something else.</exception>
    public PublishedArchive Publish()
    {
        _gzip.Dispose(); // ends the stream, and the buffer below it
        _file.Sync();
        string digest = Digest();
        RequireWhole();
        string name = _folder.NewName(StoredTime.Of(FirstMs), StoredTime.Of(LastMs));
        string path = _folder.PathOf(name);
        _folder.Files.Replace(
            path + ArchiveFolder.DigestExtension, Encoding.UTF8.GetBytes($"{digest}  {name}\n"), toDisk: true);
        _folder.Files.Move(_folder.TemporaryPath, path);
        _isPublished = true;
        _folder.Files.SyncDirectory(_folder.Path);
        return new PublishedArchive(name, path, digest, _file.Length, FirstMs, LastMs, Predictions);
    }

    public void Dispose()
    {
        _lines.Dispose();
        _file.Dispose();
        if (!_isPublished)
        {
            DeleteTemporary();
        }
    }

    private string Digest()
    {
        using var stream = new ReadingStream(_file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>What is on the disk, and not what is remembered, must hold every line.</summary>
    private void RequireWhole()
    {
        long lines = 0;
        foreach (ArchivedPrediction? prediction in ArchiveLines.Read(_file))
        {
            lines += prediction is null ? 0 : 1;
        }

        if (lines != Predictions)
        {
            throw new IOException(
                $"'{_file.Path}' reads back {lines} of the {Predictions} predictions that were written. "
                + "The disk is failing.");
        }
    }

    private void DeleteTemporary()
    {
        try
        {
            _folder.Files.DeleteFile(_folder.TemporaryPath);
        }
        catch (IOException)
        {
            // The next cleanup sweeps it.
        }
    }
}
