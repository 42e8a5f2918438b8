using Cairn.Statistics;
using Cairn.Storage;

namespace Cairn.Tests.Cli;

/// <summary>Predictions in memory that a test adds, in the order of decision.</summary>
internal sealed class FakePredictionStore : IPredictionStore
{
    public const string Source = "20261121-143000-812-7f3a9c01";

    public List<PredictionInfo> Predictions { get; } = [];

    public List<OutcomeInfo> Outcomes { get; } = [];

    public List<ModelPerformance> Performance { get; } = [];

    public List<RunEvent> Alarms { get; } = [];

    public ModelContract? Contract { get; set; }

    /// <summary>What happens right after predictions were listed.</summary>
    public Action? OnListed { get; set; }

    /// <summary>What <see cref="ReadPerformance"/> was asked last.</summary>
    public (PerformanceFilter? Filter, PerformanceSplit Split) Asked { get; private set; }

    public PredictionInfo Add(TimeSpan ago, Func<PredictionInfo, PredictionInfo>? configure = null)
    {
        var one = new PredictionInfo
        {
            Id = new PredictionId(Source, Predictions.Count + 1),
            Model = "dqn_agent",
            Symbol = "ETH/USDT",
            Action = "BUY",
            Confidence = 0.85,
            DecisionTime = Some.Now - ago,
            RecordedTime = Some.Now - ago,
            LastSeen = Some.Now - ago,
            ProcessingTimeMs = 12.5,
        };
        Predictions.Add(configure?.Invoke(one) ?? one);
        return Predictions[^1];
    }

    public void AddPerformance(PerformanceFigures figures, DateOnly? day = null, string? symbol = null) =>
        Performance.Add(new ModelPerformance("dqn_agent", day, symbol, null, figures));

    public IReadOnlyList<PredictedModel> ListModels() =>
    [
        .. Predictions.Select(one => one.Model).Concat(Performance.Select(one => one.Model)).Distinct().Order()
            .Select(model => new PredictedModel(model, Predictions.Count, Some.Now, null)),
    ];

    public IReadOnlyList<PredictionInfo> List(PredictionFilter? filter = null)
    {
        filter ??= new PredictionFilter();
        PredictionInfo[] listed =
        [
            .. Predictions
                .Where(one => filter.Model is null || one.Model == filter.Model)
                .Where(one => filter.Symbol is null || one.Symbol == filter.Symbol)
                .Where(one => filter.Action is null || one.Action == filter.Action)
                .Where(one => filter.CheckpointId is null || one.CheckpointId == filter.CheckpointId)
                .Where(one => filter.State is null || one.State == filter.State)
                .Where(one => filter.Flaws == PredictionFlaws.None || (one.Flaws & filter.Flaws) != 0)
                .Where(one => filter.From is null || one.DecisionTime >= filter.From)
                .Where(one => filter.Until is null || one.DecisionTime < filter.Until)
                .OrderByDescending(one => one.DecisionTime)
                .Take(filter.Limit),
        ];
        OnListed?.Invoke();
        return listed;
    }

    public PredictionInfo? Find(PredictionId id) => Predictions.Find(one => one.Id == id);

    public PredictionInfo? Find(string text)
    {
        PredictionInfo[] found = text == "latest"
            ? [.. List(new PredictionFilter { Limit = 1 })]
            : [.. Predictions.Where(one => one.Id.ToString().EndsWith(text, StringComparison.Ordinal))];
        return found.Length < 2 ? found.FirstOrDefault() : throw new ArgumentException("Several end so.", nameof(text));
    }

    public IReadOnlyList<RunEvent> ListAlarms(int limit = 100) => [.. Alarms.Take(limit)];

    public IReadOnlyList<OutcomeInfo> ListOutcomes(OutcomeFilter? filter = null) =>
    [
        .. Outcomes.Where(one => filter?.Status is null || one.Status == filter.Status)
            .Where(one => filter?.Prediction is null || one.Prediction == filter.Prediction),
    ];

    public ModelContract? FindContract(string model) => Contract?.Model == model ? Contract : null;

    public IReadOnlyList<ModelPerformance> ReadPerformance(
        PerformanceFilter? filter = null, PerformanceSplit split = PerformanceSplit.Day)
    {
        Asked = (filter, split);
        return Performance;
    }

    public ModelStats ReadStats(string model, DateTimeOffset from) =>
        new(model, from, Some.Now, Performance[0].Figures);

    public InputProfile? ReadProfile(
        string model, string? checkpointId = null, DateOnly? firstDay = null, DateOnly? lastDay = null) => null;
}
