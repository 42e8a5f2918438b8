using System.Runtime.CompilerServices;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Inference;

/// <summary>
/// Records live predictions and what became of them: <see cref="CairnTracker.Inference"/>. Logging waits for nothing,
/// allocates nothing and never throws: what is wrong with a prediction is recorded with it. Only a name that was never
/// used before is written down first. Safe for any number of threads.
/// </summary>
public sealed partial class InferenceLogger
{
    private readonly Recorder _recorder;
    private readonly JournalClock _clock;
    private readonly PredictionRecorder _predictions;

    internal InferenceLogger(Recorder recorder, JournalClock clock, PredictionRecorder predictions)
    {
        _recorder = recorder;
        _clock = clock;
        _predictions = predictions;
    }

    /// <summary>Records a prediction. After it is accepted, it survives the death of the process.</summary>
    /// <param name="model">The model that decided: <c>dqn_agent</c>.</param>
    /// <param name="symbol">What it is about: <c>ETH/USDT</c>.</param>
    /// <param name="action">The answer: <c>BUY</c>.</param>
    /// <param name="confidence">How sure it is, 0 to 1.</param>
    /// <param name="probabilities">Probability of each action, which add up to 1; at most 64 are kept.</param>
    /// <param name="inputFeatures">What the model was given: all is hashed, the first 256 are kept.</param>
    /// <param name="processingTimeMs">How long it took, in milliseconds; NaN when nobody measured.</param>
    /// <param name="checkpointId">The checkpoint that answered.</param>
    /// <returns>What the prediction is called; <see cref="PredictionId.None"/> when it was refused (the tracker is
    /// closed, or the journal has no room), which <see cref="CairnTracker.Health"/> counts.</returns>
    /// <remarks>
    /// What is wrong with it is marked by <see cref="PredictionFlaws"/>. Names are cut at 200 characters; a process may
    /// use 65,536 of them, and as many checkpoints.
    /// </remarks>
    [OverloadResolutionPriority(1)] // so that an empty or a default span is no question
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

    /// <summary>
    /// The same for a model that takes doubles: all bits of them are hashed, and the first 256 are kept as floats.
    /// </summary>
    /// <inheritdoc cref="Log(string, string, string, double, ReadOnlySpan{ActionProbability}, ReadOnlySpan{float}, double,
    /// string?)"/>
    public PredictionId Log(
        string model,
        string symbol,
        string action,
        double confidence,
        ReadOnlySpan<ActionProbability> probabilities,
        ReadOnlySpan<double> inputFeatures,
        double processingTimeMs = double.NaN,
        string? checkpointId = null) => Log(new Prediction
        {
            Model = model,
            Symbol = symbol,
            Action = action,
            Confidence = confidence,
            Probabilities = probabilities,
            DoubleFeatures = inputFeatures,
            ProcessingTimeMs = processingTimeMs,
            CheckpointId = checkpointId,
        });

    /// <summary>Records a prediction with all that can be said of it.</summary>
    /// <returns>What the prediction is called; <see cref="PredictionId.None"/> when it was refused.</returns>
    public PredictionId Log(in Prediction prediction)
    {
        if (prediction.DoubleFeatures.IsEmpty)
        {
            return _predictions.Record(prediction, GivenFeatures.Of(prediction.InputFeatures));
        }

        Span<float> kept = stackalloc float[GivenFeatures.KeptOf(prediction.DoubleFeatures.Length)];
        return _predictions.Record(prediction, GivenFeatures.Of(prediction.DoubleFeatures, kept));
    }

    /// <summary>
    /// Begins to measure how long a prediction takes: <see cref="InferenceScope.Log(string, double,
    /// ReadOnlySpan{ActionProbability}, ReadOnlySpan{float}, string?)"/> ends it.
    /// </summary>
    /// <param name="model">The model that decides.</param>
    /// <param name="symbol">What it is about.</param>
    public InferenceScope Measure(string model, string symbol) => new(this, model, symbol);

    /// <summary>Says how the predictions of a model are judged; the newest that was said holds.</summary>
    /// <returns>False when it was refused.</returns>
    /// <exception cref="ArgumentException">The contract names no model, or its horizon or deadline is
    /// negative.</exception>
    public bool Declare(ModelContract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentException.ThrowIfNullOrEmpty(contract.Model);
        ArgumentOutOfRangeException.ThrowIfLessThan(contract.Horizon, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(contract.Deadline, TimeSpan.Zero);
        return _recorder.Text(
            RecordKind.ModelContract,
            TextRecordHeader.Of(0),
            new RecordTexts(2, PredictionLabels.NameOf(contract.Model), ModelContractJson.Write(contract)));
    }

    /// <summary>Says what turned out to be true for a prediction.</summary>
    /// <param name="prediction">What logging returned.</param>
    /// <param name="actual">The action that would have been right; null when only a value is known.</param>
    /// <param name="value">A figure, as the return or the profit; NaN when there is none.</param>
    /// <param name="time">When it became true; default now.</param>
    /// <returns>False when it was refused, is for <see cref="PredictionId.None"/>, or says nothing.</returns>
    public bool Resolve(
        PredictionId prediction, string? actual = null, double value = double.NaN, DateTimeOffset time = default) =>
        prediction.IsRecorded && Resolve(prediction.ToString(), "", "", actual, value, time);

    /// <summary>Says what turned out to be true for the prediction of a model about a symbol at a time.</summary>
    /// <param name="model">The model.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="decisionTime">When the model decided; to the second when it has no fraction of one.</param>
    /// <param name="actual">The action that would have been right; null when only a value is known.</param>
    /// <param name="value">A figure, as the return or the profit; NaN when there is none.</param>
    /// <param name="time">When it became true; default now.</param>
    /// <returns>False when it was refused, or says nothing.</returns>
    public bool Resolve(
        string model,
        string symbol,
        DateTimeOffset decisionTime,
        string? actual = null,
        double value = double.NaN,
        DateTimeOffset time = default) =>
        Resolve(
            OutcomeReference.At(decisionTime.ToUnixTimeMilliseconds()),
            PredictionLabels.NameOf(model),
            PredictionLabels.NameOf(symbol),
            actual,
            value,
            time);

    /// <summary>
    /// Has the statistics worked out anew from the predictions that are stored, as after the database was edited by hand.
    /// After the next <see cref="CairnTracker.FlushAsync"/> they are.
    /// </summary>
    /// <param name="model">The model; null for all.</param>
    /// <returns>False when it was refused.</returns>
    public bool RebuildStatistics(string? model = null) =>
        _recorder.Text(RecordKind.PerformanceRebuild, TextRecordHeader.Of(0), new RecordTexts(1, model));

    private bool Resolve(
        string reference,
        ReadOnlySpan<char> model,
        ReadOnlySpan<char> symbol,
        string? actual,
        double value,
        DateTimeOffset time)
    {
        if (string.IsNullOrEmpty(actual) && double.IsNaN(value))
        {
            return false;
        }

        TextRecordHeader header = TextRecordHeader.Of(0) with
        {
            // The clock of records lags by milliseconds: an outcome must not seem to come before its prediction.
            Step = (time == default ? _clock.UtcNow : time).ToUnixTimeMilliseconds(),
            Value = value,
        };
        return _recorder.Text(RecordKind.Outcome, header, new RecordTexts(4, reference, model, symbol, LabelTable.Fit(actual)));
    }
}
