using Cairn.IO;
using Cairn.Sinks.Files;
using Cairn.Sinks.Text;

namespace Cairn;

/// <summary>
/// The text files that all processes of a store share, for reading and for shortening: <c>inference_records.txt</c>,
/// <c>checkpoint_events.txt</c> and <c>system_events.txt</c>, with those that were set aside when they were full. Needs
/// no tracker. Safe for any number of threads.
/// </summary>
/// <remarks>
/// Lines come here in the background: what was logged just now is there after <see cref="CairnTracker.FlushAsync"/>
/// returns. Reading waits for nobody, and takes as long for a file of gigabytes as for a short one.
/// </remarks>
public sealed class TextLogs
{
    /// <summary>What is shown where no number is given.</summary>
    public const int DefaultLines = 50;

    /// <summary>What is kept where no number is given.</summary>
    public const int DefaultMaxLines = 10_000;

    private static readonly TimeSpan CleanupPatience = TimeSpan.FromSeconds(5);

    private readonly IFileSystem _files;

    /// <summary>The logs in a folder: <c>logs</c> of the store, or where <c>CAIRN_LOG_DIR</c> says.</summary>
    /// <param name="logDirectory">The folder; it may be missing, and then there are no lines.</param>
    public TextLogs(string logDirectory)
        : this(PhysicalFileSystem.Instance, Path.GetFullPath(logDirectory))
    {
    }

    internal TextLogs(IFileSystem files, string logDirectory)
    {
        _files = files;
        Folder = logDirectory;
    }

    /// <summary>Where the files are, as a full path.</summary>
    public string Folder { get; }

    /// <summary>The newest predictions, a line each, oldest first.</summary>
    /// <param name="lines">How many at most.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<string> GetRecentInferences(int lines = DefaultLines) =>
        ReadLast(TextFileNames.Inferences, lines);

    /// <summary>What became of checkpoints last, a line each, oldest first.</summary>
    /// <inheritdoc cref="GetRecentInferences"/>
    public IReadOnlyList<string> GetRecentCheckpointEvents(int lines = DefaultLines) =>
        ReadLast(TextFileNames.Checkpoints, lines);

    /// <summary>
    /// What happened last outside of runs, oldest first. A message of several lines has several here: all but its first
    /// begin with four spaces.
    /// </summary>
    /// <inheritdoc cref="GetRecentInferences"/>
    public IReadOnlyList<string> GetRecentSystemEvents(int lines = DefaultLines) =>
        ReadLast(TextFileNames.System, lines);

    /// <summary>
    /// Keeps the newest lines of each of the files and deletes the older ones, also in the files that were set aside.
    /// Processes that write meanwhile wait for some milliseconds and go on; no line of theirs is lost.
    /// </summary>
    /// <param name="maxLines">How many lines of each file are kept.</param>
    /// <returns>How many bytes that freed.</returns>
    /// <exception cref="IOException">The disk refused, or others kept a file locked for seconds; what was done until
    /// then stays done, and it can be done again.</exception>
    public long CleanupOldLogs(int maxLines = DefaultMaxLines)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxLines);
        string[] names = [TextFileNames.Inferences, TextFileNames.Checkpoints, TextFileNames.System];
        return names.Sum(name => SharedLogCut.KeepLast(_files, Path.Combine(Folder, name), maxLines, CleanupPatience));
    }

    private IReadOnlyList<string> ReadLast(string name, int lines)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lines);
        return SharedLogReader.ReadLast(_files, Path.Combine(Folder, name), lines);
    }
}
