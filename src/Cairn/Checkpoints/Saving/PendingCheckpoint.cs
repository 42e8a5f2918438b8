using System.Text.Json;
using Cairn.Checkpoints.Images;
using Cairn.Storage;

namespace Cairn.Checkpoints.Saving;

/// <summary>
/// A checkpoint whose state was copied and that waits to be written. Owned by the saver, which disposes it.
/// </summary>
/// <param name="Claim">Its id.</param>
/// <param name="Metadata">Without length and digest, which are known when it is written.</param>
/// <param name="Images">The safetensors file of each group.</param>
/// <param name="State">A JSON object of what is not a tensor.</param>
/// <param name="Run">The run that it comes from.</param>
/// <param name="Reason">Why it is saved.</param>
internal sealed record PendingCheckpoint(
    ClaimedId Claim,
    CheckpointMetadata Metadata,
    IReadOnlyList<KeyValuePair<string, FileImage>> Images,
    JsonElement State,
    Run? Run,
    string Reason) : IDisposable
{
    /// <summary>Ends when it is published, or could not be.</summary>
    public TaskCompletionSource<CheckpointMetadata?> Done { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Bytes => Images.Sum(image => image.Value.Length);

    public void Dispose()
    {
        foreach ((string _, FileImage image) in Images)
        {
            image.Dispose();
        }

        Claim.Dispose();
    }
}
