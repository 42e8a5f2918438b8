using Cairn.Callbacks;

namespace Cairn.Cli.Decisions;

/// <summary>
/// What a replay decides by: the callbacks of a run, or what was asked for in their place. Immutable.
/// </summary>
internal sealed record ReplaySettings
{
    public const string EarlyStoppingName = "early_stopping";

    public const string PlateauName = "reduce_lr_on_plateau";

    private const string UsualMonitor = "val/loss";

    private static readonly ReplaySettings Usual = new();

    /// <summary>The metric of early stopping, and the one that epochs are compared by.</summary>
    public string Monitor { get; init; } = UsualMonitor;

    public MetricGoal Goal { get; init; }

    /// <summary>Null when nothing ends the training early.</summary>
    public int? Patience { get; init; }

    public double MinDelta { get; init; }

    public double? Baseline { get; init; }

    public int StartAfter { get; init; }

    /// <summary>Null when nothing reduces the learning rate.</summary>
    public int? RatePatience { get; init; }

    public string RateMonitor { get; init; } = UsualMonitor;

    public MetricGoal RateGoal { get; init; }

    public double RateFactor { get; init; } = 0.1;

    public double RateThreshold { get; init; } = 1e-4;

    public ThresholdMode RateThresholdMode { get; init; }

    public int RateCooldown { get; init; }

    public double MinLearningRate { get; init; }

    public bool IsEmpty => Patience is null && RatePatience is null;

    /// <summary>The metrics that its callbacks look at.</summary>
    public IEnumerable<string> Monitors => RatePatience is null ? [Monitor] : new[] { Monitor, RateMonitor }.Distinct();

    public bool IsBetter(double value, double than) => Goal == MetricGoal.Minimize ? value < than : value > than;

    /// <summary>The settings that a run was made with.</summary>
    public static ReplaySettings Of(RecordedParameters recorded) => new()
    {
        Monitor = recorded.Text(EarlyStoppingName, "monitor") ?? recorded.Text(PlateauName, "monitor") ?? UsualMonitor,
        Goal = GoalOf(recorded.Text(EarlyStoppingName, "goal") ?? recorded.Text(PlateauName, "goal")),
        Patience = recorded.Number(EarlyStoppingName, "patience", "patience") is >= 1 and var patience
            ? (int)patience
            : null,
        MinDelta = recorded.Number(EarlyStoppingName, "min_delta", "min_delta") ?? 0,
        Baseline = recorded.Number(EarlyStoppingName, "baseline"),
        StartAfter = recorded.Whole(EarlyStoppingName, "start_after", 0),
        RatePatience = recorded.Number(PlateauName, "patience", "lr_patience") is >= 0 and var rate ? (int)rate : null,
        RateMonitor = recorded.Text(PlateauName, "monitor") ?? UsualMonitor,
        RateGoal = GoalOf(recorded.Text(PlateauName, "goal")),
        RateFactor = recorded.Number(PlateauName, "factor", "lr_factor") ?? Usual.RateFactor,
        RateThreshold = recorded.Number(PlateauName, "threshold") ?? Usual.RateThreshold,
        RateThresholdMode = recorded.Text(PlateauName, "threshold_mode") == "absolute"
            ? ThresholdMode.Absolute
            : ThresholdMode.Relative,
        RateCooldown = recorded.Whole(PlateauName, "cooldown", 0),
        MinLearningRate = recorded.Number(PlateauName, "min_learning_rate") ?? 0,
    };

    public IReadOnlyList<ITrainingCallback> MakeCallbacks()
    {
        var callbacks = new List<ITrainingCallback>();
        if (Patience is { } patience)
        {
            callbacks.Add(new EarlyStopping(Monitor, patience)
            {
                Goal = Goal,
                MinDelta = MinDelta,
                Baseline = Baseline,
                StartAfter = StartAfter,
            });
        }

        if (RatePatience is { } ratePatience)
        {
            callbacks.Add(new ReduceLROnPlateau(RateMonitor, ratePatience, RateFactor)
            {
                Goal = RateGoal,
                Threshold = RateThreshold,
                ThresholdMode = RateThresholdMode,
                Cooldown = RateCooldown,
                MinLearningRate = MinLearningRate,
            });
        }

        return callbacks;
    }

    private static MetricGoal GoalOf(string? word) =>
        word == "maximize" ? MetricGoal.Maximize : MetricGoal.Minimize;
}
