using Cairn.Storage.Archives;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>What the predictions of a chunk add up to: with every change of one of them a number here grows.</summary>
/// <param name="Predictions">How many there are.</param>
/// <param name="Repeats">The sum of their repetitions.</param>
/// <param name="Flaws">The sum of their flaws, as numbers.</param>
/// <param name="Outcomes">How many outcomes belong to them.</param>
internal readonly record struct ArchivedSum(long Predictions, long Repeats, long Flaws, long Outcomes)
{
    public static ArchivedSum Of(ArchiveChunk chunk) =>
        new(chunk.Predictions, chunk.Repeats, chunk.Flaws, chunk.Outcomes);
}
