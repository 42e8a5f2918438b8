namespace Cairn.Storage;

/// <summary>What the index knows of a model as a whole.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ActiveCheckpoint">The checkpoint that was made the active one; null when nobody chose.</param>
/// <param name="Aliases">Checkpoint by alias.</param>
/// <param name="FolderStamp">Last change of the model's folder when the index was known to be whole; 0 when it is not
/// known.</param>
internal sealed record IndexedModel(
    string Name, string? ActiveCheckpoint, IReadOnlyDictionary<string, string> Aliases, long FolderStamp);
