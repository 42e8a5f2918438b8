using Cairn.Inference;
using Cairn.Storage;
using Cairn.Toto.Data;
using Cairn.Toto.Forecasting;

namespace Cairn.Cli.Forecasting;

/// <summary>
/// Predicts bar after bar as a live system would: from what was known when a bar closed. Outcomes follow as soon as
/// their bar has closed. Not thread-safe.
/// </summary>
internal sealed class WalkForward
{
    /// <summary>Weekends and holidays: the bars of an outcome may come that much later than the clock says.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromDays(7);

    private readonly CheckpointChoice _choice;
    private readonly OhlcvSeries _series;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly int _firstUnseen;

    // Bounded by the bars.
    private readonly List<(PredictionId Id, string Action)> _made = [];

    /// <exception cref="CliException">There is no bar to predict at.</exception>
    public WalkForward(CheckpointChoice choice, OhlcvSeries series, PredictionPlan plan, TimeProvider time)
    {
        (_choice, _series, _time) = (choice, series, time);
        TotoForecaster forecaster = choice.Forecaster;
        Horizon = forecaster.Horizon;
        Tally = new WalkTally(Horizon);
        if (series.Count < forecaster.ContextLength)
        {
            throw new CliException(
                $"{series.Symbol} has {series.Count} bars; a prediction needs {forecaster.ContextLength}. Give more.");
        }

        _firstUnseen = FirstUnseen(forecaster, series);
        First = Math.Max(forecaster.ContextLength - 1, plan.IsFromStart ? 0 : _firstUnseen);
        First = Math.Max(First, series.Count - (plan.Limit ?? series.Count));
        if (First >= series.Count)
        {
            throw new CliException(
                $"{choice.Metadata.CheckpointId} was trained on bars up to {forecaster.LastTrainedBar:u}, and "
                + $"{series.Symbol} has none after that. Give prices that are newer; if it is another market on purpose, add "
                + "--from-the-start.");
        }

        _interval = IntervalOf(series);
    }

    public WalkTally Tally { get; }

    public int Horizon { get; }

    /// <summary>The bar at whose close the first prediction is made.</summary>
    public int First { get; }

    /// <summary>How many predictions there will be.</summary>
    public int Count => _series.Count - First;

    /// <summary>How many predictions were made at bars from the time of the training.</summary>
    public int FromTraining => Math.Clamp(_firstUnseen - First, 0, _made.Count);

    public DateTimeOffset CloseOf(int bar) => new DateTimeOffset(_series.Times[bar], TimeSpan.Zero) + _interval;

    /// <summary>How its predictions are judged.</summary>
    public ModelContract Contract => new()
    {
        Model = _choice.Metadata.ModelName,
        Horizon = _interval * Horizon,
        Deadline = Deadline,
        Rule = OutcomeRule.Direction(TotoForecast.Up, TotoForecast.Down),
    };

    /// <summary>Predicts at all bars, or until it is cancelled.</summary>
    /// <param name="log">Where the predictions go.</param>
    /// <param name="progress">Hears how many were made.</param>
    /// <param name="stop">Ends it before the next bar.</param>
    public void Run(InferenceLogger log, Action<int> progress, CancellationToken stop)
    {
        log.Declare(Contract);
        for (int bar = First; bar < _series.Count && !stop.IsCancellationRequested; bar++)
        {
            if (bar - Horizon >= First)
            {
                Resolve(log, bar - Horizon);
            }

            Predict(log, bar);
            progress(_made.Count);
        }
    }

    /// <summary>
    /// The first bar behind those that the model was trained or validated on, whatever the series is called: a file may
    /// have got another name, and markets move together.
    /// </summary>
    private static int FirstUnseen(TotoForecaster forecaster, OhlcvSeries series)
    {
        int place = series.Times.BinarySearch(forecaster.LastTrainedBar);
        return place < 0 ? ~place : place + 1;
    }

    /// <summary>The usual time from bar to bar; weekends are not usual.</summary>
    private static TimeSpan IntervalOf(OhlcvSeries series)
    {
        TimeSpan[] steps =
            [.. Enumerable.Range(1, series.Count - 1).Select(bar => series.Times[bar] - series.Times[bar - 1]).Order()];
        return steps[steps.Length / 2];
    }

    private void Predict(InferenceLogger log, int bar)
    {
        Span<float> features = stackalloc float[TotoFeatures.Count];
        long begun = _time.GetTimestamp();
        TotoForecast forecast = _choice.Forecaster.Forecast(_series, bar, features);
        double milliseconds = _time.GetElapsedTime(begun).TotalMilliseconds;
        PredictionId id = log.Log(new Prediction
        {
            Model = _choice.Metadata.ModelName,
            Symbol = _series.Symbol,
            Action = forecast.Action,
            Confidence = forecast.Confidence,
            Probabilities =
            [
                new(TotoForecast.Up, forecast.UpProbability), new(TotoForecast.Down, 1 - forecast.UpProbability),
            ],
            InputFeatures = features,
            ProcessingTimeMs = milliseconds,
            CheckpointId = _choice.Metadata.CheckpointId,
            DecisionTime = CloseOf(bar),
            DataAsOf = CloseOf(bar),
        });
        _made.Add((id, forecast.Action));
        Tally.Predicted(forecast, milliseconds);
    }

    private void Resolve(InferenceLogger log, int bar)
    {
        (PredictionId id, string action) = _made[bar - First];
        double realised = (_series.Close[bar + Horizon] / _series.Close[bar]) - 1;
        Tally.CameTrue(action, realised);
        if (id.IsRecorded)
        {
            log.Resolve(id, value: realised, time: CloseOf(bar + Horizon));
        }
    }
}
