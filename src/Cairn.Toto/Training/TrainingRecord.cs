using System.Text.Json.Nodes;
using Cairn.Checkpoints;
using Cairn.Statistics;
using Cairn.Toto.Data;
using Cairn.Toto.Forecasting;
using Cairn.Toto.Model;

namespace Cairn.Toto.Training;

/// <summary>
/// What goes with the weights into a checkpoint, so that whoever forecasts with them can tell how sure a forecast is, that
/// it is the same model, and that its inputs are of the same kind. Not thread-safe.
/// </summary>
internal sealed class TrainingRecord(
    TotoOptions options, OhlcvSeries series, WindowedDataset training, WindowedDataset validation)
{
    /// <summary>A few more than layers that could be wrong; 20 KB with contexts of 60 bars.</summary>
    private const int GoldenCount = 16;

    private readonly Lazy<InputProfile> _inputs = new(() => InputsOf(training, series, options));
    private IReadOnlyList<float> _forecasts = [];

    public ForecastState State { get; private set; } = new(series.Symbol, series.Times[^1], ErrorDistribution.Unknown);

    public void Validated(ValidationForecasts forecasts)
    {
        _forecasts = forecasts.Forecasts;
        State = State with { Errors = ErrorDistribution.Of(forecasts.Errors) };
    }

    /// <summary>Goes on from where another record was saved; from one without errors with none.</summary>
    public void Resume(IReadOnlyDictionary<string, JsonNode?> parts)
    {
        if (ForecastState.TryRead(parts.GetValueOrDefault(ForecastState.Part), out ForecastState saved))
        {
            State = State with { Errors = saved.Errors };
        }
    }

    public InputProfile Profile()
    {
        var profile = new InputProfile(TotoFeatures.Names);
        profile.Merge(_inputs.Value);
        foreach (float forecast in _forecasts)
        {
            double up = State.Errors.ChanceAbove(-forecast);
            profile.AddOutput(TotoForecast.ConfidenceOf(up), TotoForecast.ActionOf(up));
        }

        return profile;
    }

    public GoldenPairs RecordGolden(TotoModel model)
    {
        var reader = new BarWindow(options, model);
        var pairs = new GoldenPairs(reader.InputSize, options.PredictionLength);
        int count = Math.Min(GoldenCount, validation.Count);
        for (int i = 0; i < count; i++)
        {
            int first = validation.BarsOf((int)((long)i * validation.Count / count)).Start.Value;
            pairs.Record(reader.Bars(series, first), reader.Answer);
        }

        return pairs;
    }

    private static InputProfile InputsOf(WindowedDataset windows, OhlcvSeries series, TotoOptions options)
    {
        var profile = new InputProfile(TotoFeatures.Names);
        Span<float> features = stackalloc float[TotoFeatures.Count];
        for (int window = 0; window < windows.Count; window++)
        {
            TotoFeatures.Fill(series, windows.BarsOf(window).Start.Value, options.SequenceLength, features);
            profile.AddInput(features);
        }

        return profile;
    }
}
