namespace Cairn;

/// <summary>How large the text files of a run grow, and how many of each are kept.</summary>
public sealed class LogFileOptions
{
    /// <summary>64 MB: a file that an editor still opens.</summary>
    public const long DefaultMaxFileBytes = 64L * 1024 * 1024;

    /// <summary>With the default size at most 640 MB per file name and run.</summary>
    public const int DefaultMaxFiles = 10;

    /// <summary>
    /// From this length on, a file is set aside before anything more goes into it: <c>training_metrics.jsonl</c>
    /// becomes <c>training_metrics.1.jsonl</c>. Lines written at once stay together, so a file may be longer by as much
    /// as one batch. Default 64 MB.
    /// </summary>
    public long MaxFileBytes { get; set; } = DefaultMaxFileBytes;

    /// <summary>
    /// Files kept per file name and run, the live one included. At the limit the oldest is deleted; its records stay in
    /// the store. With 1, a full file is deleted and begun again. Default 10.
    /// </summary>
    public int MaxFiles { get; set; } = DefaultMaxFiles;

    /// <summary>Everything that is wrong with these values; empty when they can be used.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        if (MaxFileBytes < 1)
        {
            errors.Add($"LogFiles:MaxFileBytes is {MaxFileBytes}; give at least 1 byte, or leave it at 64 MB.");
        }

        if (MaxFiles < 1)
        {
            errors.Add($"LogFiles:MaxFiles is {MaxFiles}; give at least 1, the live file.");
        }

        return errors;
    }
}
