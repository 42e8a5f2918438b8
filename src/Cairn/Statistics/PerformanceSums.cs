namespace Cairn.Statistics;

/// <summary>
/// What the figures of predictions are worked out of: counts, sums and two tables, as the store keeps them. All of it can
/// be added to another's. Not thread-safe.
/// </summary>
internal sealed class PerformanceSums
{
    /// <summary>Calls, repeated ones included.</summary>
    public long Predictions { get; set; }

    /// <summary>Distinct predictions.</summary>
    public long Records { get; set; }

    /// <summary>Distinct predictions with a flaw.</summary>
    public long Flawed { get; set; }

    /// <summary>Distinct predictions with a confidence from 0 to 1.</summary>
    public long Confidences { get; set; }

    public double ConfidenceSum { get; set; }

    /// <summary>Calls with a processing time that can be.</summary>
    public long Latencies { get; set; }

    public double LatencySum { get; set; }

    public long Resolved { get; set; }

    public long Judged { get; set; }

    public long Correct { get; set; }

    /// <summary>Resolved predictions whose outcome has a finite value.</summary>
    public long Valued { get; set; }

    public double ValueSum { get; set; }

    public long Scored { get; set; }

    public double BrierSum { get; set; }

    public double LogLossSum { get; set; }

    /// <summary>Distinct predictions that are in an archive and not in the store.</summary>
    public long Archived { get; set; }

    /// <summary>
    /// Distinct predictions by action. Bounded by <see cref="InputProfile.MaxActions"/> and the other one.
    /// </summary>
    public Dictionary<string, long> Actions { get; init; } = [];

    public LatencyHistogram LatencyCounts { get; init; } = new();

    /// <summary>Of the judged predictions with a confidence from 0 to 1.</summary>
    public ConfidenceTable ConfidenceCounts { get; init; } = new();

    /// <summary>A distinct prediction; its action is counted by the caller.</summary>
    public void AddPrediction(double confidence, double latencyMs, bool isFlawed)
    {
        Predictions++;
        Records++;
        Flawed += isFlawed ? 1 : 0;
        if (Judgement.IsConfidence(confidence))
        {
            Confidences++;
            ConfidenceSum += confidence;
        }

        AddLatency(latencyMs);
    }

    /// <summary>A call that repeated a prediction.</summary>
    public void AddRepeat(double latencyMs)
    {
        Predictions++;
        AddLatency(latencyMs);
    }

    /// <summary>What an outcome says of a prediction.</summary>
    public void AddOutcome(double confidence, double value, in Judgement judgement) =>
        AddOutcome(confidence, value, judgement, 1);

    /// <summary>Takes back what <see cref="AddOutcome(double, double, in Judgement)"/> added.</summary>
    public void RemoveOutcome(double confidence, double value, in Judgement judgement) =>
        AddOutcome(confidence, value, judgement, -1);

    /// <summary>Adds everything that another has.</summary>
    public void Add(PerformanceSums other)
    {
        Predictions += other.Predictions;
        Records += other.Records;
        Flawed += other.Flawed;
        Confidences += other.Confidences;
        ConfidenceSum += other.ConfidenceSum;
        Latencies += other.Latencies;
        LatencySum += other.LatencySum;
        Resolved += other.Resolved;
        Judged += other.Judged;
        Correct += other.Correct;
        Valued += other.Valued;
        ValueSum += other.ValueSum;
        Scored += other.Scored;
        BrierSum += other.BrierSum;
        LogLossSum += other.LogLossSum;
        Archived += other.Archived;
        LatencyCounts.Merge(other.LatencyCounts);
        ConfidenceCounts.Merge(other.ConfidenceCounts);
        foreach ((string action, long count) in other.Actions)
        {
            AddAction(action, count);
        }
    }

    /// <summary>
    /// So many more distinct predictions said this. Actions beyond <see cref="InputProfile.MaxActions"/> are counted
    /// together as <see cref="InputProfile.OtherAction"/>: each row is written anew with every batch, as a whole.
    /// </summary>
    public void AddAction(string action, long count)
    {
        string counted = Actions.ContainsKey(action) || Actions.Count < InputProfile.MaxActions
            ? action
            : InputProfile.OtherAction;
        Actions[counted] = Actions.GetValueOrDefault(counted) + count;
    }

    private void AddLatency(double milliseconds)
    {
        if (double.IsFinite(milliseconds) && milliseconds >= 0)
        {
            Latencies++;
            LatencySum += milliseconds;
            LatencyCounts.Add(milliseconds);
        }
    }

    private void AddOutcome(double confidence, double value, in Judgement judgement, int sign)
    {
        Resolved += sign;
        if (double.IsFinite(value))
        {
            Valued += sign;
            ValueSum = Valued == 0 ? 0 : ValueSum + (sign * value);
        }

        if (judgement.IsCorrect is not { } isCorrect)
        {
            return;
        }

        Judged += sign;
        Correct += isCorrect ? sign : 0;
        if (Judgement.IsConfidence(confidence))
        {
            ConfidenceCounts.Add(confidence, isCorrect, sign);
        }

        if (double.IsFinite(judgement.Brier) && double.IsFinite(judgement.LogLoss))
        {
            Scored += sign;
            BrierSum = Scored == 0 ? 0 : BrierSum + (sign * judgement.Brier);
            LogLossSum = Scored == 0 ? 0 : LogLossSum + (sign * judgement.LogLoss);
        }
    }
}
