using System.Collections.Immutable;
using System.Text.Json;
using Cairn.Storage;

namespace Cairn.Checkpoints.Manifest;

/// <summary>What <c>checkpoint.json</c> says: the file that makes a folder a checkpoint. Immutable.</summary>
/// <param name="Metadata">What the index holds of it; <see cref="CheckpointMetadata.Digest"/> is the manifest's.</param>
/// <param name="Files">Its tensor files.</param>
/// <param name="State">A JSON object of what is not a tensor, by part.</param>
internal sealed record CheckpointManifest(
    CheckpointMetadata Metadata, ImmutableArray<ManifestFile> Files, JsonElement State)
{
    /// <summary>The only version there is.</summary>
    public const int Format = 1;

    /// <summary>Some hundred times what a state takes, and small enough to read in one piece.</summary>
    public const int MaxBytes = 64 << 20;

    /// <summary>Levels of JSON below <c>state</c>: the reader's 64, less the manifest itself.</summary>
    public const int MaxStateDepth = 63;

    /// <summary>More groups of tensors than anybody needs.</summary>
    public const int MaxFiles = 64;
}
