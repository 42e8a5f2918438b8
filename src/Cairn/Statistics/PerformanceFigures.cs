namespace Cairn.Statistics;

/// <summary>
/// How predictions did. Means over nothing are NaN. Confidence, actions and what outcomes say count each distinct
/// prediction once; processing times count every call. Immutable.
/// </summary>
public sealed record PerformanceFigures
{
    /// <summary>Calls, repeated ones included.</summary>
    public long Predictions { get; init; }

    /// <summary>Distinct predictions.</summary>
    public long Records { get; init; }

    /// <summary>Part of the calls that only repeated another: 0 to 1.</summary>
    public double DuplicateRate => Predictions == 0 ? double.NaN : (double)(Predictions - Records) / Predictions;

    /// <summary>Distinct predictions with a flaw.</summary>
    public long Flawed { get; init; }

    /// <summary>Distinct predictions whose outcome is known.</summary>
    public long Resolved { get; init; }

    /// <summary>Distinct predictions whose deadline passed without an outcome.</summary>
    public long Expired { get; init; }

    /// <summary>Distinct predictions whose outcome may still come.</summary>
    public long Pending => Records - Resolved - Expired;

    /// <summary>Part of the distinct predictions whose outcome is known, 0 to 1: how much the figures below stand on.</summary>
    public double Coverage => Records == 0 ? double.NaN : (double)Resolved / Records;

    /// <summary>Mean confidence of those that had one.</summary>
    public double MeanConfidence { get; init; } = double.NaN;

    /// <summary>
    /// Distinct predictions by action; those of more than 256 actions of an hour or a day are in part <c>(other)</c>.
    /// </summary>
    public IReadOnlyDictionary<string, long> Actions { get; init; } = new Dictionary<string, long>();

    /// <summary>Mean processing time in milliseconds.</summary>
    public double MeanProcessingTimeMs { get; init; } = double.NaN;

    /// <summary>Median of the processing time in milliseconds, to 3 %.</summary>
    public double P50Ms { get; init; } = double.NaN;

    /// <summary>95th percentile of the processing time in milliseconds, to 3 %.</summary>
    public double P95Ms { get; init; } = double.NaN;

    /// <summary>99th percentile of the processing time in milliseconds, to 3 %.</summary>
    public double P99Ms { get; init; } = double.NaN;

    /// <summary>Resolved predictions of which it can be said whether they were right.</summary>
    public long Judged { get; init; }

    /// <summary>Those that were right.</summary>
    public long Correct { get; init; }

    /// <summary>Part of the judged that was right, with its 95 % interval (Wilson).</summary>
    public Proportion Accuracy => new(Correct, Judged);

    /// <summary>Resolved predictions whose outcome has a value.</summary>
    public long Valued { get; init; }

    /// <summary>Sum of the outcomes' values.</summary>
    public double TotalValue { get; init; }

    /// <summary>Mean of the outcomes' values.</summary>
    public double MeanValue => Valued == 0 ? double.NaN : TotalValue / Valued;

    /// <summary>Judged predictions that said how sure they were.</summary>
    public long Scored { get; init; }

    /// <summary>
    /// Mean Brier score of the scored, 0 (best) to 2 where all probabilities are known, to 1 where only the confidence is.
    /// </summary>
    public double Brier { get; init; } = double.NaN;

    /// <summary>Mean logarithmic loss of the scored, in nats; a probability of 0 counts as 1e-15.</summary>
    public double LogLoss { get; init; } = double.NaN;

    /// <summary>
    /// Expected calibration error, 0 to 1: how far accuracy is from confidence, averaged over the ten
    /// <see cref="Reliability"/> bins by their counts.
    /// </summary>
    public double CalibrationError { get; init; } = double.NaN;

    /// <summary>Ten equally wide ranges of confidence: how often predictions of such confidence were right.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability { get; init; } = [];

    /// <summary>Ten ranges of confidence with equally many predictions each, as far as steps of 0.01 allow.</summary>
    public IReadOnlyList<ReliabilityBin> Deciles { get; init; } = [];

    /// <summary>Works the figures out.</summary>
    /// <param name="sums">What they are worked out of; not kept.</param>
    /// <param name="expired">Distinct predictions whose deadline passed without an outcome.</param>
    internal static PerformanceFigures Of(PerformanceSums sums, long expired = 0) => new()
    {
        Predictions = sums.Predictions,
        Records = sums.Records,
        Flawed = sums.Flawed,
        Resolved = sums.Resolved,
        Expired = expired,
        MeanConfidence = Mean(sums.ConfidenceSum, sums.Confidences),
        Actions = new Dictionary<string, long>(sums.Actions),
        MeanProcessingTimeMs = Mean(sums.LatencySum, sums.Latencies),
        P50Ms = sums.LatencyCounts.Quantile(0.5),
        P95Ms = sums.LatencyCounts.Quantile(0.95),
        P99Ms = sums.LatencyCounts.Quantile(0.99),
        Judged = sums.Judged,
        Correct = sums.Correct,
        Valued = sums.Valued,
        TotalValue = sums.ValueSum,
        Scored = sums.Scored,
        Brier = Mean(sums.BrierSum, sums.Scored),
        LogLoss = Mean(sums.LogLossSum, sums.Scored),
        CalibrationError = Calibration.Error(sums.ConfidenceCounts),
        Reliability = Calibration.Reliability(sums.ConfidenceCounts),
        Deciles = Calibration.Deciles(sums.ConfidenceCounts),
    };

    private static double Mean(double sum, long count) => count == 0 ? double.NaN : sum / count;
}
