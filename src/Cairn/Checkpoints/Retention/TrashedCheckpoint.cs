namespace Cairn.Checkpoints.Retention;

/// <summary>A checkpoint in the trash.</summary>
/// <param name="CheckpointId">Its id; it can be restored by it.</param>
/// <param name="DeletedAfterUtc">When it may go for good.</param>
/// <param name="Folder">Where it is now.</param>
public sealed record TrashedCheckpoint(string CheckpointId, DateTimeOffset DeletedAfterUtc, string Folder);
