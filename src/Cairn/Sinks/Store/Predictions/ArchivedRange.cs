using Cairn.Storage.Archives;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>Where the predictions of a chunk are in this store. Immutable.</summary>
/// <param name="Source">The store's number for the journal that recorded them.</param>
/// <param name="Chunk">What the archive has.</param>
internal sealed record ArchivedRange(long Source, ArchiveChunk Chunk)
{
    public long First => PredictionKeys.Of(Source, Chunk.First);

    public long Last => PredictionKeys.Of(Source, Chunk.Last);

    public long RecordedBeforeMs => Chunk.RecordedBeforeMs;
}
