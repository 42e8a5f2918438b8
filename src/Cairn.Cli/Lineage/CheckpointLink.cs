using Cairn.Storage;

namespace Cairn.Cli.Lineage;

/// <summary>The way from a prediction to the checkpoint that answered. Immutable.</summary>
/// <param name="Standing">Whether it can be relied on.</param>
/// <param name="Message">The same in words, and what to do where it cannot.</param>
internal sealed record CheckpointLink(CheckpointStanding Standing, string Message)
{
    /// <summary>The checkpoint; null when the prediction names none.</summary>
    public string? Id { get; init; }

    /// <summary>Digest that the prediction carries; empty when it carries none.</summary>
    public string RecordedDigest { get; init; } = "";

    /// <summary>Digest that the checkpoint has now; null when there is none to read.</summary>
    public string? FoundDigest { get; init; }

    /// <summary>What is known of it; null when nothing is.</summary>
    public CheckpointMetadata? Metadata { get; init; }

    /// <summary>The run that saved it; null when that is not known.</summary>
    public string? RunId { get; init; }
}
