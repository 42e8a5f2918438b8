using System.Collections.Concurrent;
using Cairn.Inference;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Storage;
using Cairn.Tests.Journal;

namespace Cairn.Tests.Inference;

/// <summary>An inference log over a journal of its own, without a store.</summary>
internal sealed class InferenceFixture : IDisposable
{
    private readonly PredictionRecorder _predictions;

    public InferenceFixture(TimeProvider? time = null, int segmentBytes = CairnOptions.MinSegmentBytes)
    {
        Journal = new JournalFixture(configure: options => options.SegmentBytes = segmentBytes, time: time);
        Journal.Writer.Tend();
        Names = new DefinitionWriter(Journal.Writer.Catalog);
        Labels = new PredictionLabels(Names, Digests);
        _predictions = new PredictionRecorder(
            Journal.Recorder, Journal.Clock, Journal.Writer.Id, Labels, Journal.Options.Inference);
        Logger = new InferenceLogger(Journal.Recorder, Journal.Clock, _predictions);
    }

    public JournalFixture Journal { get; }

    public ConcurrentDictionary<string, string> Digests { get; } = new();

    public DefinitionWriter Names { get; }

    public PredictionLabels Labels { get; }

    public InferenceLogger Logger { get; }

    /// <summary>Everything that was accepted, as a reader of the journal finds it.</summary>
    public List<SeenPrediction> Read()
    {
        var reader = new JournalReader(Journal.Writer, new byte[JournalReader.WindowBytes]);
        var handler = new SeenPredictions(Names.Definitions);
        JournalPosition position = default;
        while (reader.TryRead(position, out JournalBatch batch))
        {
            Assert.Equal(0, batch.Damaged);
            Assert.Equal(0, RecordDecoder.Decode(batch, ref handler));
            position = batch.To;
        }

        return handler.All;
    }

    public SeenPrediction ReadOne() => Assert.Single(Read());

    public PredictionFlaws Flaws() => ReadOne().Flaws;

    public void Dispose() => Journal.Dispose();
}
