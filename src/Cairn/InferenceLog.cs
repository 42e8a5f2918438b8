using System.Runtime.CompilerServices;
using Cairn.Inference;
using Cairn.Storage;

namespace Cairn;

/// <summary>
/// The inference log of the process in one call, where no tracker is at hand. Until <see cref="Use"/> names a tracker,
/// the first call opens the default store, which is closed when the process exits. Nothing but <see cref="Default"/>
/// throws: where the environment names no store that can be one, every prediction is refused. Safe for any number of
/// threads.
/// </summary>
/// <example>
/// <code>
/// InferenceLog.Log(
///     model: "dqn_agent",
///     symbol: "ETH/USDT",
///     action: "BUY",
///     confidence: 0.85,
///     probabilities: [new("BUY", 0.85), new("SELL", 0.10), new("HOLD", 0.05)],
///     inputFeatures: features,
///     processingTimeMs: 12.5,
///     checkpointId: "dqn_agent_20250725_143500");
/// </code>
/// </example>
public static class InferenceLog
{
    private static readonly Lock Gate = new();
    private static volatile InferenceLogger? _logger;
    private static volatile bool _isUnusable; // the environment, when the default store was opened
    private static CairnTracker? _opened; // guarded by the gate

    /// <summary>
    /// Where the calls go: to the tracker that <see cref="Use"/> named, else to the default store (<c>CAIRN_STORE</c>,
    /// else <c>cairn</c>), which is opened now if it was not.
    /// </summary>
    /// <exception cref="ArgumentException">The environment names a store or a folder that cannot be one.</exception>
    public static InferenceLogger Default => _logger ?? OpenDefault();

    /// <summary>Null where there is none; the store is not tried again with each call then.</summary>
    private static InferenceLogger? Usable => _logger ?? (_isUnusable ? null : TryOpenDefault());

    /// <summary>
    /// From now on predictions go to this tracker, which stays its owner's: what is logged after it was disposed is
    /// refused, and counted there.
    /// </summary>
    public static void Use(CairnTracker tracker)
    {
        ArgumentNullException.ThrowIfNull(tracker);
        lock (Gate)
        {
            _logger = tracker.Inference;
        }
    }

    /// <inheritdoc cref="InferenceLogger.Log(string, string, string, double, ReadOnlySpan{ActionProbability},
    /// ReadOnlySpan{float}, double, string?)"/>
    [OverloadResolutionPriority(1)] // as in InferenceLogger
    public static PredictionId Log(
        string model,
        string symbol,
        string action,
        double confidence,
        ReadOnlySpan<ActionProbability> probabilities = default,
        ReadOnlySpan<float> inputFeatures = default,
        double processingTimeMs = double.NaN,
        string? checkpointId = null) =>
        Usable?.Log(model, symbol, action, confidence, probabilities, inputFeatures, processingTimeMs, checkpointId)
        ?? PredictionId.None;

    /// <inheritdoc cref="InferenceLogger.Log(string, string, string, double, ReadOnlySpan{ActionProbability},
    /// ReadOnlySpan{double}, double, string?)"/>
    public static PredictionId Log(
        string model,
        string symbol,
        string action,
        double confidence,
        ReadOnlySpan<ActionProbability> probabilities,
        ReadOnlySpan<double> inputFeatures,
        double processingTimeMs = double.NaN,
        string? checkpointId = null) =>
        Usable?.Log(model, symbol, action, confidence, probabilities, inputFeatures, processingTimeMs, checkpointId)
        ?? PredictionId.None;

    /// <inheritdoc cref="InferenceLogger.Measure"/>
    public static InferenceScope Measure(string model, string symbol) =>
        Usable?.Measure(model, symbol) ?? default;

    /// <summary>Closes the default store, if it is open, and forgets what was used: as before the first call.</summary>
    internal static void Reset()
    {
        lock (Gate)
        {
            _logger = null;
            _isUnusable = false;
            _opened?.Dispose();
            _opened = null;
        }
    }

    private static InferenceLogger? TryOpenDefault()
    {
        try
        {
            return OpenDefault();
        }
        catch (ArgumentException)
        {
            _isUnusable = true;
            return null;
        }
    }

    private static InferenceLogger OpenDefault()
    {
        lock (Gate)
        {
            if (_logger is { } logger)
            {
                return logger;
            }

            var tracker = CairnTracker.Open();
            AppDomain.CurrentDomain.ProcessExit += (_, _) => tracker.Dispose(); // what comes later is refused
            _opened = tracker;
            return _logger = tracker.Inference;
        }
    }
}
