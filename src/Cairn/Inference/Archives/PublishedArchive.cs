namespace Cairn.Inference.Archives;

/// <summary>An archive that is on the disk and was read back. Immutable.</summary>
/// <param name="Name">Of the file.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Digest">SHA-256 in hexadecimal digits.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="FirstMs">When the first of its predictions was recorded.</param>
/// <param name="LastMs">When the last was.</param>
/// <param name="Predictions">How many there are.</param>
internal sealed record PublishedArchive(
    string Name, string Path, string Digest, long Bytes, long FirstMs, long LastMs, long Predictions);
