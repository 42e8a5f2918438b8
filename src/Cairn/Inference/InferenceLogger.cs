using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Statistics;
using Cairn.Storage;

namespace Cairn.Inference;

/// <summary>
/// Records live predictions and what became of them: <see cref="CairnTracker.Inference"/>. Logging waits for nothing,
/// allocates nothing and never throws: what is wrong with a prediction is recorded with it. Safe for any number of
/// threads.
/// </summary>
public sealed class InferenceLogger
{
    /// <summary>More probabilities are cut off: 1 KiB of stack.</summary>
    private const int MaxProbabilities = 64;

    private readonly Recorder _recorder;
    private readonly JournalClock _clock;
    private readonly string _source;
    private readonly PredictionLabels _labels;
    private readonly uint _windowMs;
    private long _lastNumber;

    internal InferenceLogger(
        Recorder recorder,
        DefinitionWriter names,
        JournalClock clock,
        string source,
        ConcurrentDictionary<string, string> digests,
        InferenceOptions options)
    {
        _recorder = recorder;
        _clock = clock;
        _source = source;
        _labels = new PredictionLabels(names, digests);
        _windowMs = (uint)options.DeduplicationWindow.TotalMilliseconds;
    }

    /// <summary>Records a prediction.</summary>
    /// <param name="model">The model that decided: <c>dqn_agent</c>.</param>
    /// <param name="symbol">What it is about: <c>ETH/USDT</c>.</param>
    /// <param name="action">The answer: <c>BUY</c>.</param>
    /// <param name="confidence">How sure it is, 0 to 1.</param>
    /// <param name="probabilities">Probability of each action.</param>
    /// <param name="inputFeatures">What the model was given.</param>
    /// <param name="processingTimeMs">How long it took, in milliseconds; NaN when nobody measured.</param>
    /// <param name="checkpointId">The checkpoint that answered.</param>
    /// <returns>What the prediction is called; <see cref="PredictionId.None"/> when it was refused, which
    /// <see cref="CairnTracker.Health"/> counts.</returns>
    public PredictionId Log(
        string model,
        string symbol,
        string action,
        double confidence,
        ReadOnlySpan<ActionProbability> probabilities = default,
        ReadOnlySpan<float> inputFeatures = default,
        double processingTimeMs = double.NaN,
        string? checkpointId = null) => Log(new Prediction
        {
            Model = model,
            Symbol = symbol,
            Action = action,
            Confidence = confidence,
            Probabilities = probabilities,
            InputFeatures = inputFeatures,
            ProcessingTimeMs = processingTimeMs,
            CheckpointId = checkpointId,
        });

    /// <summary>Records a prediction with all that can be said of it.</summary>
    /// <returns>What the prediction is called; <see cref="PredictionId.None"/> when it was refused.</returns>
    public PredictionId Log(in Prediction prediction)
    {
        PredictionFlaws flaws = PredictionFlaws.None;
        Span<LabelProbability> probabilities =
            stackalloc LabelProbability[Math.Min(prediction.Probabilities.Length, MaxProbabilities)];
        for (int i = 0; i < probabilities.Length; i++)
        {
            ActionProbability one = prediction.Probabilities[i];
            probabilities[i] = new LabelProbability(_labels.Of(one.Action, ref flaws), one.Probability);
        }

        (ulong low, ulong high) = FeatureHash.Of(MemoryMarshal.AsBytes(prediction.InputFeatures));
        long now = _clock.NowMs;
        ReadOnlySpan<float> kept =
            prediction.InputFeatures[..Math.Min(prediction.InputFeatures.Length, InputProfile.MaxFeatures)];
        var fields = new PredictionPayload
        {
            Number = Interlocked.Increment(ref _lastNumber),
            TimeMs = now,
            DecidedMs = prediction.DecisionTime == default ? now : prediction.DecisionTime.ToUnixTimeMilliseconds(),
            DataMs = prediction.DataAsOf == default ? TextRecord.NoStep : prediction.DataAsOf.ToUnixTimeMilliseconds(),
            Confidence = prediction.Confidence,
            LatencyMs = prediction.ProcessingTimeMs,
            HashLow = low,
            HashHigh = high,
            Model = _labels.Of(prediction.Model, ref flaws),
            Symbol = _labels.Of(prediction.Symbol, ref flaws),
            Action = _labels.Of(prediction.Action, ref flaws),
            Checkpoint = _labels.OfCheckpoint(prediction.CheckpointId, ref flaws),
            Flaws = (uint)flaws,
            WindowMs = _windowMs,
            FeatureCount = prediction.InputFeatures.Length,
            ProbabilityCount = (ushort)probabilities.Length,
            KeptFeatures = (ushort)kept.Length,
        };
        return _recorder.Prediction(fields, probabilities, kept)
            ? new PredictionId(_source, fields.Number)
            : PredictionId.None;
    }

    /// <summary>Says how the predictions of a model are judged; the newest that was said holds.</summary>
    /// <returns>False when it was refused.</returns>
    public bool Declare(ModelContract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return _recorder.Text(
            RecordKind.ModelContract,
            TextRecordHeader.Of(0),
            new RecordTexts(2, contract.Model, ModelContractJson.Write(contract)));
    }

    /// <summary>Says what turned out to be true for a prediction.</summary>
    /// <param name="prediction">What logging returned.</param>
    /// <param name="actual">The action that would have been right; null when only a value is known.</param>
    /// <param name="value">A figure, as the return or the profit; NaN when there is none.</param>
    /// <param name="time">When it became true; default now.</param>
    /// <returns>False when it was refused.</returns>
    public bool Resolve(
        PredictionId prediction, string? actual = null, double value = double.NaN, DateTimeOffset time = default) =>
        Resolve(prediction.ToString(), "", "", actual, value, time);

    /// <summary>Says what turned out to be true for the prediction of a model about a symbol at a time.</summary>
    /// <param name="model">The model.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="decisionTime">When the model decided; to the second when it has no fraction of one.</param>
    /// <param name="actual">The action that would have been right; null when only a value is known.</param>
    /// <param name="value">A figure, as the return or the profit; NaN when there is none.</param>
    /// <param name="time">When it became true; default now.</param>
    /// <returns>False when it was refused.</returns>
    public bool Resolve(
        string model,
        string symbol,
        DateTimeOffset decisionTime,
        string? actual = null,
        double value = double.NaN,
        DateTimeOffset time = default) =>
        Resolve(OutcomeReference.At(decisionTime.ToUnixTimeMilliseconds()), model, symbol, actual, value, time);

    /// <summary>
    /// Has the statistics worked out anew from the predictions that are stored, as after the database was edited by hand.
    /// After the next <see cref="CairnTracker.FlushAsync"/> they are.
    /// </summary>
    /// <param name="model">The model; null for all.</param>
    /// <returns>False when it was refused.</returns>
    public bool RebuildStatistics(string? model = null) =>
        _recorder.Text(RecordKind.PerformanceRebuild, TextRecordHeader.Of(0), new RecordTexts(1, model));

    private bool Resolve(
        string reference, string model, string symbol, string? actual, double value, DateTimeOffset time)
    {
        TextRecordHeader header = TextRecordHeader.Of(0) with
        {
            Step = time == default ? _clock.NowMs : time.ToUnixTimeMilliseconds(),
            Value = value,
        };
        return _recorder.Text(RecordKind.Outcome, header, new RecordTexts(4, reference, model, symbol, actual));
    }
}
