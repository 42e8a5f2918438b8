using System.Globalization;
using Cairn.IO;

namespace Cairn.Inference.Archives;

/// <summary>
/// The folder of archives: what is in it, under which names, and who may change it. Safe for any number of threads.
/// </summary>
internal sealed class ArchiveFolder(StoreLayout layout)
{
    public const string Extension = ".jsonl.gz";
    public const string DigestExtension = ".sha256";

    private const string TemporaryExtension = ".tmp";

    public IFileSystem Files => layout.Files;

    public string Path => layout.Archives;

    /// <summary>
    /// Where an archive and its digest are written before they get their names. One writer, so one name.
    /// </summary>
    public string TemporaryPath => System.IO.Path.Combine(Path, $"next{Extension}{TemporaryExtension}");

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>What is there, the oldest first.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IReadOnlyList<PredictionArchive> List() =>
        [.. Files.ListFiles(Path, "*" + Extension).Select(path => new PredictionArchive(Files, path))];

    /// <summary>The archive that a file's name means, with its extension or without.</summary>
    /// <exception cref="ArchiveException">There is none of that name.</exception>
    public PredictionArchive Find(string name)
    {
        string file = name.EndsWith(Extension, StringComparison.Ordinal) ? name : name + Extension;
        bool isName = file == System.IO.Path.GetFileName(file);
        return isName && Files.FileExists(PathOf(file))
            ? new PredictionArchive(Files, PathOf(file))
            : throw new ArchiveException(
                "archive.missing",
                PathOf(file),
                $"There is no archive '{name}' in {Path}. `cairn archive list` lists them.");
    }

    /// <summary>Keeps others from moving predictions between the store and archives.</summary>
    /// <exception cref="ArchiveException">Somebody does that just now.</exception>
    public IFileLock Lock() => Files.TryLock(layout.ArchiveLock) ?? throw new ArchiveException(
        "archive.busy",
        layout.ArchiveLock,
        $"Another process archives or restores predictions of {layout.Root} just now. Try again when it is done.");

    /// <summary>
    /// Deletes what a process left that died before it published an archive. The caller holds the lock.
    /// </summary>
    public void Sweep()
    {
        foreach (string path in Files.ListFiles(Path, "*" + TemporaryExtension))
        {
            Files.DeleteFile(path);
        }

        foreach (string path in Files.ListFiles(Path, $"*{Extension}{DigestExtension}"))
        {
            if (!Files.FileExists(path[..^DigestExtension.Length]))
            {
                Files.DeleteFile(path);
            }
        }
    }

    /// <summary>A name that no archive has, for predictions that were recorded between these times.</summary>
    public string NewName(DateTimeOffset first, DateTimeOffset last)
    {
        for (int number = 1; ; number++)
        {
            string name = string.Create(
                CultureInfo.InvariantCulture,
                $"predictions_{first.UtcDateTime:yyyyMMdd}_{last.UtcDateTime:yyyyMMdd}_{number}{Extension}");
            if (!Files.FileExists(PathOf(name)))
            {
                return name;
            }
        }
    }
}
