using System.Runtime.CompilerServices;
using Cairn.Benchmarks.Harness;
using Cairn.Journal;
using Cairn.Recording;

namespace Cairn.Benchmarks.Inference;

/// <summary>
/// How fast predictions that wait in the journal are committed to the store, deduplication and all, and what they take
/// there.
/// </summary>
internal sealed class PredictionStoreBenchmark : IBenchmark
{
    private const int Rounds = 9;

    /// <summary>With 320 bytes in the journal they fit a segment: no round has to wait for a second one.</summary>
    private const int PredictionsPerRound = 150_000;

    /// <summary>The journal's thread makes the next segment ready while the timed work would begin.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    private static readonly int JournalBytes = FrameHeader.FrameBytes(
        Unsafe.SizeOf<PredictionPayload>()
        + (PredictionScript.Probabilities * Unsafe.SizeOf<LabelProbability>())
        + (PredictionScript.FeatureCount * sizeof(float)));

    public string Name => "Predictions, store";

    public IEnumerable<Row> Run()
    {
        using var folder = new TempFolder();
        IReadOnlyList<Samples> samples;
        using (var store = new PredictingStore(folder.File("store")))
        using (var peer = new PredictionRows(folder.File("peer.db")))
        {
            samples = Timing.Interleave(Rounds, () => Drain(store), () => Write(peer));
        }

        const string Speed = "Predictions into the store, 40 features, 20 % repeated";
        var own = new Row(Speed, "Cairn, from the journal", samples[0], "predictions/s");
        var other = new Row(Speed, PredictionRows.Title, samples[1], own.Unit);
        const string Space = "Predictions in the store";
        const string SpaceUnit = "B/prediction";
        return
        [
            own with { Targets = [Target.FasterThan("the peer", 2, own.RatioTo(other))] },
            other,
            new Row(Space, "Cairn", Samples.Of(BytesPerPrediction(folder.File("store/cairn.db"))), SpaceUnit),
            new Row(Space, PredictionRows.Title, Samples.Of(BytesPerPrediction(folder.File("peer.db"))), SpaceUnit),
            new Row(Space, "Cairn, in the journal until then", Samples.Of(JournalBytes), SpaceUnit),
        ];
    }

    /// <summary>Predictions a second.</summary>
    private static double Drain(PredictingStore store)
    {
        store.Fill(PredictionsPerRound);
        Thread.Sleep(Settling);
        return PredictionsPerRound / Timing.Seconds(store.Flush);
    }

    /// <summary>Predictions a second.</summary>
    private static double Write(PredictionRows peer)
    {
        peer.Fill(PredictionsPerRound);
        return PredictionsPerRound / Timing.Seconds(peer.Write);
    }

    /// <summary>Of all that were asked, repeated or not; with the write-ahead log, should it be left.</summary>
    private static double BytesPerPrediction(string path) =>
        new[] { path, path + "-wal" }.Where(File.Exists).Sum(file => new FileInfo(file).Length)
        / (double)(Rounds * PredictionsPerRound);
}
