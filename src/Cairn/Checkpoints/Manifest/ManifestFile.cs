namespace Cairn.Checkpoints.Manifest;

/// <summary>A tensor file of a checkpoint as its manifest describes it.</summary>
/// <param name="Group">What it holds: <c>model</c>, <c>optimizer</c>, …</param>
/// <param name="Bytes">Its length on disk.</param>
/// <param name="Sha256">Of its bytes on disk, in small hexadecimal digits.</param>
/// <param name="RawBytes">Its length as safetensors where it is compressed; null where it is not.</param>
internal sealed record ManifestFile(string Group, long Bytes, string Sha256, long? RawBytes = null)
{
    private const string Plain = ".safetensors";
    private const string Compressed = ".safetensors.planes";

    /// <summary>Its name in the folder, which follows from the group: no name that was read is used as a path.</summary>
    public string Name => Group + (RawBytes is null ? Plain : Compressed);

    /// <summary>A group names a file: 1 to 64 letters, digits, '_' and '-'.</summary>
    public static bool IsGroup(string text) =>
        text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
