using System.Globalization;
using Cairn.IO;

namespace Cairn.Checkpoints.Layout;

/// <summary>Where the parts of a checkpoint directory are; the backup directory has the same. Immutable.</summary>
/// <param name="Files">The door to them.</param>
/// <param name="Root">The directory, as a full path.</param>
/// <remarks>
/// Folders of models hold nothing but checkpoints and labels, so that their time of change tells whether the index is
/// still whole. What is in the making or thrown away lies beside them, on the same volume.
/// </remarks>
internal sealed record CheckpointLayout(IFileSystem Files, string Root)
{
    public const string ManifestName = "checkpoint.json";

    private const string LabelsName = "labels.json";
    private const char DeadlineMark = '~';
    private const int LockWaitMs = 5000;
    private const int LockPollMs = 20;

    /// <summary>The slug of a model, the time, and a number for those of one second: less than any file system takes.</summary>
    private const int MaxNameLength = FolderSlug.MaxLength + 32;

    /// <summary>Checkpoints that are being written: <c>.saving/&lt;id&gt;</c>, and a lock beside each.</summary>
    public string Saving => Path.Combine(Root, ".saving");

    /// <summary>What retention took away: <c>.trash/&lt;model&gt;/&lt;id&gt;~&lt;deadline&gt;</c>.</summary>
    public string Trash => Path.Combine(Root, ".trash");

    private string Locks => Path.Combine(Root, ".locks");

    public string Model(string model) => Path.Combine(Root, FolderSlug.Of(model));

    public string Checkpoint(string model, string id) => StorePath.Combine(Model(model), id);

    /// <summary>The folder of a checkpoint below the directory, with '/' on every system.</summary>
    public static string Below(string model, string id) => $"{FolderSlug.Of(model)}/{id}";

    public string Manifest(string model, string id) => Path.Combine(Checkpoint(model, id), ManifestName);

    public string Labels(string model) => Path.Combine(Model(model), LabelsName);

    public string SavingFolder(string id) => StorePath.Combine(Saving, id);

    public string SavingLock(string id) => StorePath.Combine(Saving, id + ".lock");

    /// <summary>Held while something of the model is deleted or labelled.</summary>
    public string ModelLock(string model) => Path.Combine(Locks, FolderSlug.Of(model) + ".lock");

    public string TrashOf(string model) => Path.Combine(Trash, FolderSlug.Of(model));

    public string TrashFolder(string model, string id, DateTimeOffset deadline) => StorePath.Combine(
        TrashOf(model),
        string.Create(CultureInfo.InvariantCulture, $"{id}{DeadlineMark}{deadline.ToUnixTimeMilliseconds()}"));

    /// <summary>Id and deadline of a folder in the trash; false when it is somebody else's.</summary>
    public static bool TryReadTrashName(string folder, out string id, out DateTimeOffset deadline)
    {
        string name = Path.GetFileName(folder);
        int mark = name.LastIndexOf(DeadlineMark);
        bool isOurs = long.TryParse(
            name.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds);
        isOurs &= mark > 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        id = isOurs ? name[..mark] : "";
        deadline = isOurs ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;
        return isOurs;
    }

    /// <summary>Whether a text that somebody typed can be the name of a checkpoint's folder, and no path.</summary>
    public static bool IsName(string id) =>
        id.Length is > 0 and <= MaxNameLength
        && id[0] != '.'
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>Folders of models; hidden ones are ours.</summary>
    public IEnumerable<string> ModelFolders() =>
        Files.ListDirectories(Root).Where(folder => Path.GetFileName(folder)[0] != '.');

    /// <summary>The model's folder in which one of that name lies, sound or not; null for none, or for no name.</summary>
    public string? FindModelFolder(string id) =>
        IsName(id) ? ModelFolders().FirstOrDefault(folder => Files.DirectoryExists(Path.Combine(folder, id))) : null;

    /// <summary>Names of the folders in a model's folder, which are ids of checkpoints where a manifest is inside.</summary>
    public IEnumerable<string> CheckpointNames(string model) =>
        Files.ListDirectories(Model(model)).Select(folder => Path.GetFileName(folder)).Where(name => name[0] != '.');

    /// <summary>Takes the lock of a model, which excludes other threads and processes; waits some seconds for it.</summary>
    /// <exception cref="CheckpointException">It is still held by another.</exception>
    public IFileLock LockModel(string model)
    {
        Files.CreateDirectory(Locks);
        return Files.WaitForLock(ModelLock(model), LockWaitMs, LockPollMs) ?? throw new CheckpointException(
            "checkpoint.busy",
            $"Another process deletes or labels checkpoints of '{model}' just now. Try again in a moment.");
    }
}
