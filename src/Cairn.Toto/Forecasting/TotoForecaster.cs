using Cairn.Checkpoints;
using Cairn.Toto.Data;
using Cairn.Toto.Model;

namespace Cairn.Toto.Forecasting;

/// <summary>Forecasts with the weights of a checkpoint, and says how sure each forecast is. Not thread-safe.</summary>
public sealed class TotoForecaster
{
    private readonly TotoOptions _options;
    private readonly ForecastState _state;
    private readonly BarWindow _window;

    private TotoForecaster(TotoOptions options, ForecastState state, TotoModel model)
    {
        (_options, _state) = (options, state);
        _window = new BarWindow(options, model);
    }

    /// <summary>Bars that a forecast looks at.</summary>
    public int ContextLength => _options.SequenceLength;

    /// <summary>Bars from the last close to the one that is forecast.</summary>
    public int Horizon => _options.PredictionLength;

    /// <summary>What the model was trained on: the symbol of the bars.</summary>
    public string TrainedOn => _state.Symbol;

    /// <summary>When the newest bar began that it was trained or validated on (UTC).</summary>
    public DateTime LastTrainedBar => _state.LastBar;

    /// <summary>Makes a forecaster of what a training saved.</summary>
    /// <param name="checkpoint">A checkpoint; it may be disposed afterwards.</param>
    /// <exception cref="ArgumentException">It is not of a Toto model, or of one that was never validated, so that nobody
    /// knows how sure it is.</exception>
    /// <exception cref="CheckpointException">Its weights are not those of the model that it describes.</exception>
    public static TotoForecaster Load(LoadedCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        string id = checkpoint.Metadata.CheckpointId;
        if (SavedShape.Read(checkpoint.State("options")) is not { } options
            || !ForecastState.TryRead(checkpoint.State(ForecastState.Part), out ForecastState state))
        {
            throw new ArgumentException(
                $"{id} was not saved by a training that can be forecast with. Train again with `cairn train`.",
                nameof(checkpoint));
        }

        if (!state.Errors.IsKnown)
        {
            throw new ArgumentException(
                $"{id} was saved before its first epoch ended: nobody knows how far off its forecasts are. Choose a later one.",
                nameof(checkpoint));
        }

        var model = new TotoModel(options);
        checkpoint.CopyTo(model.Tensors);
        return new TotoForecaster(options, state, model);
    }

    /// <summary>Forecasts from the bars up to one.</summary>
    /// <param name="series">The bars.</param>
    /// <param name="lastBar">The last bar to look at, counted from 0; at least <see cref="ContextLength"/> - 1.</param>
    /// <param name="features">Where <see cref="TotoFeatures"/> of the same bars go; empty when they are not wanted.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too few bars before it, or no such bar.</exception>
    public TotoForecast Forecast(OhlcvSeries series, int lastBar, Span<float> features = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(lastBar, ContextLength - 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lastBar, series.Count);
        int first = lastBar - ContextLength + 1;
        if (!features.IsEmpty)
        {
            TotoFeatures.Fill(series, first, ContextLength, features);
        }

        float forecast = _window.Run(series, first, out double unit)[^1];
        return new TotoForecast(forecast * unit, _state.Errors.ChanceAbove(-forecast));
    }

    /// <summary>Answers a golden pair of such a training: open, high, low, close and volume of each bar of a context.</summary>
    /// <param name="bars">The bars.</param>
    /// <param name="forecasts">Where the forecasts go, in units of the expected move.</param>
    /// <exception cref="ArgumentException">The pair is of another model: it has other sizes.</exception>
    public void Answer(ReadOnlySpan<float> bars, Span<float> forecasts)
    {
        if (bars.Length != _window.InputSize || forecasts.Length != Horizon)
        {
            throw new ArgumentException(
                $"The golden pairs are of another model: {bars.Length} numbers and {forecasts.Length} answers each, and this "
                + $"one takes {_window.InputSize} and gives {Horizon}. Save it with pairs of its own, as `cairn train` does.",
                nameof(bars));
        }

        _window.Answer(bars, forecasts);
    }
}
