using Cairn.Checkpoints;
using Cairn.Toto.Data;
using Cairn.Toto.Forecasting;
using Cairn.Toto.Tensors;

namespace Cairn.Toto.Model;

/// <summary>
/// A small transformer in the manner of Toto: overlapping patches of bars are embedded, attend to themselves and their
/// past, and the last of them forecasts the next closes. Untrained, it forecasts that the price stays as it is.
/// Not thread-safe.
/// </summary>
public sealed class TotoModel
{
    private readonly TotoOptions _options;
    private readonly ParameterSet _parameters;
    private readonly Linear _embedding;
    private readonly Tensor _positions;
    private readonly TransformerBlock[] _blocks;
    private readonly Tensor _headGain;
    private readonly Linear _head;

    /// <summary>Makes a model with fresh weights that follow from <see cref="TotoOptions.Seed"/>.</summary>
    /// <param name="options">Valid options; not to be changed afterwards.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message lists every error.</exception>
    public TotoModel(TotoOptions options)
        : this(options, new DeterministicRandom(options.Seed))
    {
    }

    internal TotoModel(TotoOptions options, DeterministicRandom random)
    {
        IReadOnlyList<string> errors = options.Validate();
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));
        }

        const double PositionDeviation = 0.02;
        int inputs = options.PatchSize * Normalization.Channels, width = options.EmbedDim;
        _options = options;
        _parameters = new ParameterSet(random);
        _embedding = new Linear(_parameters, "embed", inputs, width, Linear.KeepVariance(inputs));
        _positions = _parameters.Normal("positions", PositionDeviation, options.PatchCount, width);
        _blocks = new TransformerBlock[options.NumLayers];
        for (int i = 0; i < _blocks.Length; i++)
        {
            _blocks[i] = new TransformerBlock(_parameters, $"blocks.{i}", options);
        }

        _headGain = _parameters.Constant("head_norm.gain", 1, width);
        _head = new Linear(_parameters, "head", width, options.PredictionLength, deviation: 0);
        Tensors = new TensorList(_parameters.All.Select(parameter => parameter.Named));
    }

    /// <summary>All weights, in a fixed order and live: writing their values changes the model.</summary>
    public ITensorState Tensors { get; }

    /// <summary>Number of weights.</summary>
    public int ParameterCount => _parameters.All.Sum(parameter => parameter.Value.Length);

    internal IReadOnlyList<Parameter> Parameters => _parameters.All;

    /// <summary>Forecasts what follows the last <see cref="TotoOptions.SequenceLength"/> bars of a series.</summary>
    /// <param name="series">At least that many bars.</param>
    /// <returns><see cref="TotoOptions.PredictionLength"/> closes, the next one first.</returns>
    /// <exception cref="ArgumentException">The series is too short.</exception>
    public double[] Forecast(OhlcvSeries series)
    {
        int length = _options.SequenceLength;
        if (series.Count < length)
        {
            throw new ArgumentException(
                $"{series.Symbol} has {series.Count} bars; a forecast needs {length} (SequenceLength).",
                nameof(series));
        }

        ReadOnlySpan<float> returns =
            new BarWindow(_options, this).Run(series, series.Count - length, out double unit);
        double last = series.Close[^1];
        return [.. returns.ToArray().Select(value => last * Math.Exp(value * unit))];
    }

    /// <summary><c>[window, bar, channel] → [window, horizon]</c>, as <see cref="Normalization"/> has them.</summary>
    internal Tensor Forward(Tape tape, Tensor inputs)
    {
        Tensor patches = tape.Patches(inputs, _options.PatchSize, _options.Stride);
        Tensor x = tape.Add(_embedding.Forward(tape, patches), _positions);
        x = tape.Dropout(x, (float)_options.Dropout);
        foreach (TransformerBlock block in _blocks)
        {
            x = block.Forward(tape, x);
        }

        return _head.Forward(tape, tape.RmsNorm(tape.Last(x), _headGain));
    }
}
