namespace Cairn.Inference;

/// <summary>
/// Predictions could not be archived, or an archive not used. Nothing left the store that is in no archive.
/// </summary>
public sealed class ArchiveException : CairnException
{
    internal ArchiveException(string code, string path, string message, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Path = path;
    }

    /// <summary>
    /// <c>archive.io</c>, <c>archive.busy</c>, <c>archive.refused</c>, <c>archive.missing</c> or
    /// <c>archive.damaged</c>.
    /// </summary>
    public override string Code { get; }

    /// <summary>The file that it is about.</summary>
    public string Path { get; }
}
