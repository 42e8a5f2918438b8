using System.Text.Json.Nodes;
using Cairn.Checkpoints;
using Cairn.Statistics;
using Cairn.Storage;
using Cairn.Tests.Checkpoints;
using Cairn.Toto.Data;
using Cairn.Toto.Forecasting;
using Cairn.Toto.Model;
using Cairn.Toto.Training;

namespace Cairn.Tests.Toto.Forecasting;

public sealed class TotoForecasterTests : IDisposable
{
    private readonly CheckpointFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_saved_training_forecasts_and_answers_its_golden_pairs()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = _fixture.OpenManager(tracker);
        using LoadedCheckpoint loaded = TrainAndLoad(manager, Small.OptionsFor(epochs: 1), out TotoModel trained);
        var forecaster = TotoForecaster.Load(loaded);
        Assert.Equal((24, 4, "GENERATED"), (forecaster.ContextLength, forecaster.Horizon, forecaster.TrainedOn));
        Assert.Equal(Small.Market.Series.Times[^1], forecaster.LastTrainedBar);
        Assert.Equal(16, loaded.RequireGolden(forecaster.Answer, tolerance: 1e-6).Pairs);

        OhlcvSeries later = GeneratedMarket.Create(340, 1).Series;
        Span<float> features = stackalloc float[TotoFeatures.Count];
        TotoForecast forecast = forecaster.Forecast(later, later.Count - 1, features);
        Assert.Equal(trained.Forecast(later)[^1], later.Close[^1] * Math.Exp(forecast.LogReturn), 6); // one epoch: also the best
        Assert.InRange(forecast.Confidence, 0.5, 1);
        Assert.Equal((float)Math.Log(later.Close[^1] / later.Close[^2]), features[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => forecaster.Forecast(later, forecaster.ContextLength - 2));
    }

    [Fact]
    public void A_golden_pair_fails_when_a_weight_is_another()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = _fixture.OpenManager(tracker);
        using LoadedCheckpoint loaded = TrainAndLoad(manager, Small.OptionsFor(epochs: 1), out _);
        using LoadedCheckpoint other = TrainAndLoad(manager, Small.OptionsFor(epochs: 2), out _);
        Assert.Throws<CheckpointException>(() => loaded.RequireGolden(TotoForecaster.Load(other).Answer));
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(120, 5)]
    public void Golden_pairs_of_another_model_are_told_by_their_sizes(int inputs, int outputs)
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = _fixture.OpenManager(tracker);
        using LoadedCheckpoint loaded = TrainAndLoad(manager, Small.OptionsFor(epochs: 1), out _);
        var forecaster = TotoForecaster.Load(loaded);
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => forecaster.Answer(new float[inputs], new float[outputs]));
        Assert.Contains($"of another model: {inputs} numbers and {outputs} answers", error.Message, StringComparison.Ordinal);
        Assert.Contains("takes 120 and gives 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_profile_has_every_training_window_and_every_answer_of_the_validation()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = _fixture.OpenManager(tracker);
        using LoadedCheckpoint loaded = TrainAndLoad(manager, Small.OptionsFor(epochs: 1), out _);
        InputProfile profile = loaded.Profile!;
        Assert.Equal(TotoFeatures.Names, profile.FeatureNames);
        Assert.Equal(213, profile.Records);
        Assert.Equal(33, profile.Actions.Values.Sum());
        Assert.False(DriftReport.Compare(profile, profile).HasDrifted);
    }

    [Fact]
    public void What_was_never_validated_or_is_no_forecaster_is_refused()
    {
        using CairnTracker tracker = _fixture.Open();
        using CheckpointManager manager = _fixture.OpenManager(tracker);
        using LoadedCheckpoint unknown = TrainAndLoad(manager, Small.OptionsFor(epochs: 1), out _, stopAtStep: 1);
        Assert.Contains("before its first epoch ended", Assert.Throws<ArgumentException>(
            () => TotoForecaster.Load(unknown)).Message, StringComparison.Ordinal);
        using LoadedCheckpoint other = manager.Load(CheckpointFixture.Model, _fixture.Save(manager, 1).CheckpointId);
        Assert.Throws<ArgumentException>(() => TotoForecaster.Load(other));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"errors":[]}""")]
    [InlineData("""{"errors":[1,2],"last_bar":"2024-01-01T00:00:00Z"}""")]
    [InlineData("""{"errors":[],"last_bar":7}""")]
    [InlineData("""{"errors":[],"errors":[],"last_bar":"2024-01-01T00:00:00Z"}""")]
    public void A_damaged_state_is_no_state(string json) =>
        Assert.False(ForecastState.TryRead(JsonNode.Parse(json), out _));

    [Fact]
    public void A_forecast_is_as_sure_as_its_errors_allow()
    {
        var errors = ErrorDistribution.Of([.. Enumerable.Range(0, 1_001).Select(i => (i - 500) / 500f)]); // -1 to 1
        Assert.Equal(0.5, errors.ChanceAbove(0), 3);
        Assert.Equal(0.75, errors.ChanceAbove(-0.5), 2);
        Assert.InRange(errors.ChanceAbove(2), 1e-3, 0.01);
        Assert.InRange(errors.ChanceAbove(-2), 0.99, 1 - 1e-3);
        Assert.Equal(0.5, ErrorDistribution.Unknown.ChanceAbove(3));
        Assert.Equal(("DOWN", 0.8), (new TotoForecast(0, 0.2).Action, new TotoForecast(0, 0.2).Confidence));
    }

    private LoadedCheckpoint TrainAndLoad(
        CheckpointManager manager, TotoOptions options, out TotoModel model, int stopAtStep = int.MaxValue)
    {
        var saving = new SavingCheckpoints(manager, _fixture, stopAtStep);
        var trainer = new TotoTrainer(options, Small.Market, checkpoints: saving);
        trainer.Train();
        model = trainer.Model;
        return manager.Load("toto", saving.Saved!.CheckpointId);
    }

    /// <summary>Saves at a step, or at the end.</summary>
    private sealed class SavingCheckpoints(CheckpointManager manager, CheckpointFixture fixture, int step)
        : ITrainingCheckpoints
    {
        public CheckpointMetadata? Saved { get; private set; }

        public void Reached(TrainingPoint point)
        {
            if (Saved is not null || (point.Step != step && point.Stop is null))
            {
                return;
            }

            fixture.Time.Advance(TimeSpan.FromSeconds(1));
            Saved = manager.Save(new CheckpointContent
            {
                Model = "toto",
                Tensors = point.Tensors.Model,
                State = point.Capture(),
                Profile = point.Profile(),
                GoldenPairs = point.RecordGolden(),
            });
        }
    }
}
