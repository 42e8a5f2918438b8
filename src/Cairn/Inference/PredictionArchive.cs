using System.Security.Cryptography;
using System.Text;
using Cairn.Inference.Archives;
using Cairn.IO;
using Cairn.Storage;
using Cairn.Storage.Archives;

namespace Cairn.Inference;

/// <summary>
/// Predictions that left the store: a compressed file of JSON lines, with a digest beside it. Safe for any number of
/// threads.
/// </summary>
public sealed class PredictionArchive
{
    internal const int DigestCharacters = 64;

    private readonly IFileSystem _files;

    internal PredictionArchive(IFileSystem files, string path)
    {
        _files = files;
        Path = path;
        Name = System.IO.Path.GetFileName(path);
    }

    /// <summary>
    /// Name of the file: <c>predictions_20261001_20261031_1.jsonl.gz</c>, from the first day to the last.
    /// </summary>
    public string Name { get; }

    /// <summary>The file, as a full path.</summary>
    public string Path { get; }

    /// <summary>Length of the file.</summary>
    /// <exception cref="IOException">It is not there any more.</exception>
    public long Bytes => _files.FileLength(Path);

    /// <summary>Proves that the file is what was written.</summary>
    /// <exception cref="ArchiveException"><c>archive.damaged</c>: it is not, or there is no digest beside
    /// it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Verify()
    {
        using IDurableFile file = _files.Open(Path, FileIntent.Read);
        Verify(file);
    }

    /// <summary>
    /// The predictions, by process and in the order in which each recorded them, after verifying the file.
    /// </summary>
    /// <remarks>Lines that are no predictions are left out; Cairn writes none.</remarks>
    /// <exception cref="ArchiveException"><c>archive.damaged</c>: the file is not what was written.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public IEnumerable<PredictionInfo> Read() =>
        ReadVerified(ArchiveLines.Read).OfType<ArchivedPrediction>().Select(prediction => prediction.ToInfo());

    /// <summary>SHA-256 in hexadecimal digits, as it was when the file was written.</summary>
    /// <exception cref="ArchiveException"><c>archive.damaged</c>: it is not beside the file.</exception>
    internal string ReadDigest()
    {
        string path = Path + ArchiveFolder.DigestExtension;
        if (!_files.FileExists(path))
        {
            throw Damaged($"{path} is missing, which tells what it must be.");
        }

        Span<byte> text = stackalloc byte[DigestCharacters];
        using IDurableFile file = _files.Open(path, FileIntent.Read);
        return Encoding.ASCII.GetString(text[..file.Read(0, text)]);
    }

    /// <summary>
    /// What a reader of its lines gives, from a file that is what was written, as long as it is read.
    /// </summary>
    internal IEnumerable<T> ReadVerified<T>(Func<IDurableFile, IEnumerable<T>> read)
    {
        using IDurableFile file = _files.Open(Path, FileIntent.Read);
        Verify(file);
        foreach (T item in read(file))
        {
            yield return item;
        }
    }

    private void Verify(IDurableFile file)
    {
        string expected = ReadDigest();
        using var stream = new ReadingStream(file);
        string actual = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (!string.Equals(expected, actual, StringComparison.OrdinalIgnoreCase))
        {
            throw Damaged($"Its digest is {actual}, and was {expected} when it was written. Restore it from a backup.");
        }
    }

    private ArchiveException Damaged(string how) =>
        new("archive.damaged", Path, $"The archive {Name} cannot be trusted. {how}");
}
