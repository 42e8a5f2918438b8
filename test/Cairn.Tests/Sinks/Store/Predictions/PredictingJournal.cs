using System.Runtime.InteropServices;
using Cairn.Inference;
using Cairn.Journal;
using Cairn.Recording;

namespace Cairn.Tests.Sinks.Store.Predictions;

/// <summary>The journal of a process that makes predictions: its words get numbers as they come.</summary>
internal sealed class PredictingJournal(string id = "journal-1")
{
    private readonly Dictionary<(string Text, string? Digest), uint> _labels = [];
    private long _lastNumber;

    public TestJournal Journal { get; } = new(id);

    public BatchBuilder Batch(params ReadOnlySpan<Asked> predictions)
    {
        BatchBuilder batch = Journal.Batch();
        foreach (Asked asked in predictions)
        {
            Add(batch, asked);
        }

        return batch;
    }

    public uint Word(string text) => Label(text, null);

    private void Add(BatchBuilder batch, Asked asked)
    {
        (ulong low, ulong high) = FeatureHash.Of(MemoryMarshal.AsBytes(asked.Features.AsSpan()));
        long decidedMs = BatchBuilder.BaseTimeMs + asked.DecidedMs;
        var fields = new PredictionPayload
        {
            Number = asked.Number == 0 ? ++_lastNumber : asked.Number,
            TimeMs = decidedMs + 1,
            DecidedMs = decidedMs,
            DataMs = asked.DataMs,
            Confidence = asked.Confidence,
            LatencyMs = asked.LatencyMs,
            HashLow = low,
            HashHigh = high,
            MemoryBytes = 1 << 20,
            Model = Word(asked.Model),
            Symbol = Word(asked.Symbol),
            Action = Word(asked.Action),
            Checkpoint = asked.Checkpoint is { } checkpoint ? Label(checkpoint, asked.Digest) : 0,
            Flaws = (uint)asked.Flaws,
            WindowMs = asked.WindowMs,
            FeatureCount = asked.Features.Length,
            ProbabilityCount = (ushort)asked.Probabilities.Length,
            KeptFeatures = (ushort)asked.Features.Length,
        };
        LabelProbability[] probabilities =
            [.. asked.Probabilities.Select(one => new LabelProbability(Word(one.Action), one.Probability))];
        batch.Frame(
            RecordKind.Prediction,
            [
                .. MemoryMarshal.AsBytes(new ReadOnlySpan<PredictionPayload>(in fields)),
                .. MemoryMarshal.AsBytes(probabilities.AsSpan()),
                .. MemoryMarshal.AsBytes(asked.Features.AsSpan()),
            ]);
    }

    private uint Label(string text, string? digest)
    {
        if (!_labels.TryGetValue((text, digest), out uint number))
        {
            number = (uint)_labels.Count + 1;
            _labels.Add((text, digest), number);
            Journal.DefineLabel(number, text, digest ?? "");
        }

        return number;
    }
}
