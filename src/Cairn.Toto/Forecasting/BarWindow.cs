using Cairn.Toto.Data;
using Cairn.Toto.Model;
using Cairn.Toto.Tensors;

namespace Cairn.Toto.Forecasting;

/// <summary>Runs a model on the bars of one window, as one thread does it. Not thread-safe.</summary>
internal sealed class BarWindow(TotoOptions options, TotoModel model)
{
    private static readonly DateTime AnyTime = DateTime.UnixEpoch;

    private readonly Tape _tape = new(new Workers(1));
    private readonly float[] _inputs = new float[options.SequenceLength * Normalization.Channels];

    /// <summary>Open, high, low, close and volume of each bar.</summary>
    public int InputSize => _inputs.Length;

    /// <summary>
    /// The forecasts in units of the window's expected move, valid until the next call; and what one unit is as a log
    /// return.
    /// </summary>
    public ReadOnlySpan<float> Run(OhlcvSeries series, int first, out double unit)
    {
        double volatility = Normalization.Fill(series, first, _inputs);
        unit = Normalization.ReturnUnit(volatility, options.PredictionLength);
        _tape.Reset();
        var context = Tensor.Constant(_inputs, 1, options.SequenceLength, Normalization.Channels);
        return model.Forward(_tape, context).Data.AsSpan(0, options.PredictionLength);
    }

    /// <summary>The bars of a window as plain numbers: the input of a golden pair.</summary>
    public float[] Bars(OhlcvSeries series, int first) =>
    [
        .. Enumerable.Range(first, options.SequenceLength).SelectMany(bar => new[]
        {
            (float)series.Open[bar], (float)series.High[bar], (float)series.Low[bar], (float)series.Close[bar],
            (float)series.Volume[bar],
        }),
    ];

    /// <summary>Forecasts from such numbers, all the way: what they are turned into is part of what is checked.</summary>
    public void Answer(ReadOnlySpan<float> bars, Span<float> forecasts)
    {
        var series = new List<Bar>(options.SequenceLength);
        for (int i = 0; i + Normalization.Channels <= bars.Length; i += Normalization.Channels)
        {
            series.Add(new Bar(
                AnyTime.AddMinutes(i), bars[i], bars[i + 1], bars[i + 2], bars[i + 3], bars[i + 4]));
        }

        Run(new OhlcvSeries("golden", series), 0, out _).CopyTo(forecasts);
    }
}
