namespace Cairn.Checkpoints;

/// <summary>What a verification found.</summary>
/// <param name="ModelName">The model.</param>
/// <param name="CheckpointId">The checkpoint, or the name of a folder that is none.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="Bytes">Bytes of its files; 0 when its manifest cannot be read.</param>
/// <param name="Problem">What is wrong; null when it is sound.</param>
public sealed record CheckpointVerification(
    string ModelName, string CheckpointId, string Folder, long Bytes, string? Problem)
{
    /// <summary>Whether it is what was written.</summary>
    public bool IsSound => Problem is null;
}
