using System.Diagnostics;
using System.Runtime.CompilerServices;
using Cairn.Storage;

namespace Cairn.Inference;

/// <summary>
/// Measures one prediction, from <see cref="InferenceLogger.Measure"/> to the call that logs it, in ticks of
/// <see cref="Stopwatch"/>. A scope that logs twice measures twice from the same beginning; one that never logs leaves
/// nothing behind. Immutable; the default one logs nothing.
/// </summary>
/// <example>
/// <code>
/// InferenceScope scope = tracker.Inference.Measure("dqn_agent", "ETH/USDT");
/// (string action, double confidence) = agent.Predict(features);
/// scope.Log(action, confidence, inputFeatures: features);
/// </code>
/// </example>
public readonly struct InferenceScope
{
    private readonly InferenceLogger? _logger;
    private readonly string _model;
    private readonly string _symbol;
    private readonly long _begun;

    internal InferenceScope(InferenceLogger logger, string model, string symbol)
    {
        _logger = logger;
        _model = model;
        _symbol = symbol;
        _begun = Stopwatch.GetTimestamp();
    }

    /// <summary>How long it has taken until now; zero for the default scope.</summary>
    public TimeSpan Elapsed => _logger is null ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_begun);

    /// <summary>Records the prediction with the time since the scope began.</summary>
    /// <param name="action">The answer: <c>BUY</c>.</param>
    /// <param name="confidence">How sure it is, 0 to 1.</param>
    /// <param name="probabilities">Probability of each action; at most 64 are kept.</param>
    /// <param name="inputFeatures">What the model was given: all is hashed, the first 256 are kept.</param>
    /// <param name="checkpointId">The checkpoint that answered.</param>
    /// <returns>What the prediction is called; <see cref="PredictionId.None"/> when it was refused.</returns>
    [OverloadResolutionPriority(1)] // as in InferenceLogger
    public PredictionId Log(
        string action,
        double confidence,
        ReadOnlySpan<ActionProbability> probabilities = default,
        ReadOnlySpan<float> inputFeatures = default,
        string? checkpointId = null) =>
        _logger?.Log(
            _model, _symbol, action, confidence, probabilities, inputFeatures, Elapsed.TotalMilliseconds, checkpointId)
        ?? PredictionId.None;

    /// <summary>The same for a model that takes doubles.</summary>
    /// <inheritdoc cref="Log(string, double, ReadOnlySpan{ActionProbability}, ReadOnlySpan{float}, string?)"/>
    public PredictionId Log(
        string action,
        double confidence,
        ReadOnlySpan<ActionProbability> probabilities,
        ReadOnlySpan<double> inputFeatures,
        string? checkpointId = null) =>
        _logger?.Log(
            _model, _symbol, action, confidence, probabilities, inputFeatures, Elapsed.TotalMilliseconds, checkpointId)
        ?? PredictionId.None;
}
