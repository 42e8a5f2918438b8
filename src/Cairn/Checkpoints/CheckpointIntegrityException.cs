namespace Cairn.Checkpoints;

/// <summary>A file of a checkpoint is not what was written, or was never a valid one. Nothing was loaded from it.</summary>
public sealed class CheckpointIntegrityException : CheckpointException
{
    internal CheckpointIntegrityException(
        string path, string message, string? expected = null, string? actual = null, Exception? inner = null)
        : base("checkpoint.damaged", $"{path}: {message}", inner) =>
        (Path, Expected, Actual) = (path, expected, actual);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What it should be, such as a digest; null when that does not apply.</summary>
    public string? Expected { get; }

    /// <summary>What it is; null when that does not apply.</summary>
    public string? Actual { get; }
}
