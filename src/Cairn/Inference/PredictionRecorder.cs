using System.Runtime.InteropServices;
using Cairn.Journal;
using Cairn.Monitoring;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Inference;

/// <summary>
/// Turns a prediction into a record: numbers for its words, a hash for its features, marks for what is wrong with it.
/// Safe for any number of threads.
/// </summary>
/// <param name="recorder">Where records go.</param>
/// <param name="clock">The time that records carry.</param>
/// <param name="source">Name of the journal.</param>
/// <param name="labels">The numbers of words.</param>
/// <param name="options">Checked settings.</param>
internal sealed class PredictionRecorder(
    Recorder recorder, JournalClock clock, string source, PredictionLabels labels, InferenceOptions options)
{
    /// <summary>More probabilities are cut off: 1 KiB of stack.</summary>
    public const int MaxProbabilities = 64;

    private readonly uint _windowMs = (uint)options.DeduplicationWindow.TotalMilliseconds;
    private readonly MemoryGauge _memory = new();
    private LastNumber _lastNumber;

    /// <summary>Takes the memory in use, which the next predictions carry. Called about once a second.</summary>
    public void RefreshMemory() => _memory.Refresh();

    /// <summary>Records it; <see cref="PredictionId.None"/> when the journal refused, which counted it.</summary>
    public PredictionId Record(in Prediction prediction, in GivenFeatures features)
    {
        long now = clock.NowMs;
        long data = prediction.DataAsOf == default ? TextRecord.NoStep : prediction.DataAsOf.ToUnixTimeMilliseconds();
        long decided = DecidedMs(prediction, now);
        PredictionFlaws flaws = PredictionCheck.Of(prediction, decided, data);
        flaws |= features.AreFinite ? PredictionFlaws.None : PredictionFlaws.NonFiniteFeatures;
        uint model = labels.Of(prediction.Model, ref flaws);
        uint symbol = labels.Of(prediction.Symbol, ref flaws);
        uint action = labels.Of(prediction.Action, ref flaws);
        uint checkpoint = labels.OfCheckpoint(prediction.CheckpointId, ref flaws);
        Span<LabelProbability> probabilities =
            stackalloc LabelProbability[Math.Min(prediction.Probabilities.Length, MaxProbabilities)];
        Label(prediction.Probabilities, probabilities, ref flaws);
        var fields = new PredictionPayload
        {
            Number = Interlocked.Increment(ref _lastNumber.Value),
            TimeMs = now,
            DecidedMs = decided,
            DataMs = data,
            Confidence = prediction.Confidence,
            LatencyMs = prediction.ProcessingTimeMs,
            HashLow = features.HashLow,
            HashHigh = features.HashHigh,
            MemoryBytes = _memory.Bytes,
            Model = model,
            Symbol = symbol,
            Action = action,
            Checkpoint = checkpoint,
            Flaws = (uint)flaws,
            WindowMs = _windowMs,
            FeatureCount = features.Count,
            ProbabilityCount = (ushort)probabilities.Length,
            KeptFeatures = (ushort)features.Kept.Length,
        };
        return recorder.Prediction(fields, probabilities, features.Kept)
            ? new PredictionId(source, fields.Number)
            : PredictionId.None;
    }

    /// <summary>
    /// The journal's clock lags a few milliseconds behind, and data that is just there would seem to come from the
    /// future.
    /// </summary>
    private long DecidedMs(in Prediction prediction, long now)
    {
        if (prediction.DecisionTime != default)
        {
            return prediction.DecisionTime.ToUnixTimeMilliseconds();
        }

        return prediction.DataAsOf == default ? now : clock.UtcNow.ToUnixTimeMilliseconds();
    }

    private void Label(
        ReadOnlySpan<ActionProbability> given, Span<LabelProbability> kept, ref PredictionFlaws flaws)
    {
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = new LabelProbability(labels.Of(given[i].Action, ref flaws), given[i].Probability);
        }

        flaws |= given.Length > kept.Length ? PredictionFlaws.Cut : PredictionFlaws.None;
    }

    /// <summary>With cache lines of its own: every thread writes it, and every thread reads what is beside it.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct LastNumber
    {
        [FieldOffset(64)]
        public long Value;
    }
}
