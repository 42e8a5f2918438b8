using Cairn.Toto.Model;
using Cairn.Toto.Tensors;

namespace Cairn.Toto.Data;

/// <summary>
/// All windows within a range of bars: a context that the model sees, directly followed by the closes that it is to
/// forecast. Immutable; batches may be made on several threads at once.
/// </summary>
internal sealed class WindowedDataset
{
    private readonly OhlcvSeries _series;
    private readonly int _firstBar;
    private readonly int _contextLength;
    private readonly int _predictionLength;
    private readonly int _windowStride;

    private WindowedDataset(OhlcvSeries series, int firstBar, int bars, TotoOptions options)
    {
        _series = series;
        _firstBar = firstBar;
        _contextLength = options.SequenceLength;
        _predictionLength = options.PredictionLength;
        _windowStride = options.WindowStride;
        Count = Math.Max(0, (bars - _contextLength - _predictionLength) / _windowStride + 1);
    }

    public int Count { get; }

    /// <summary>
    /// The older bars for training, the newer for validation. Every window lies on one side with its context and its
    /// targets, so no bar is used on both.
    /// </summary>
    /// <exception cref="ArgumentException">One of the sides is too short for a single window.</exception>
    public static (WindowedDataset Training, WindowedDataset Validation) Split(OhlcvSeries series, TotoOptions options)
    {
        int validationBars = (int)(series.Count * options.ValidationFraction);
        int trainingBars = series.Count - validationBars;
        int needed = options.SequenceLength + options.PredictionLength;
        if (Math.Min(trainingBars, validationBars) < needed)
        {
            throw new ArgumentException(
                $"{series.Symbol} has {series.Count} bars, {trainingBars} to train and {validationBars} to validate "
                + $"(ValidationFraction is {options.ValidationFraction}); each side needs {needed} (SequenceLength "
                + $"{options.SequenceLength} + PredictionLength {options.PredictionLength}). Give more bars or shorten "
                + "these.");
        }

        return (new WindowedDataset(series, 0, trainingBars, options),
            new WindowedDataset(series, trainingBars, validationBars, options));
    }

    /// <summary>The bars of a window: context, then targets.</summary>
    public Range BarsOf(int window)
    {
        int first = _firstBar + window * _windowStride;
        return first..(first + _contextLength + _predictionLength);
    }

    public WindowBatch Batch(ReadOnlySpan<int> windows)
    {
        float[] inputs = new float[windows.Length * _contextLength * Normalization.Channels];
        float[] targets = new float[windows.Length * _predictionLength];
        double[] units = new double[windows.Length];
        int inputLength = _contextLength * Normalization.Channels;
        for (int i = 0; i < windows.Length; i++)
        {
            int first = BarsOf(windows[i]).Start.Value;
            double volatility = Normalization.Fill(_series, first, inputs.AsSpan(i * inputLength, inputLength));
            units[i] = Normalization.ReturnUnit(volatility, _predictionLength);
            FillTargets(first + _contextLength, units[i], targets.AsSpan(i * _predictionLength, _predictionLength));
        }

        return new WindowBatch(
            Tensor.Constant(inputs, windows.Length, _contextLength, Normalization.Channels),
            Tensor.Constant(targets, windows.Length, _predictionLength),
            units);
    }

    private void FillTargets(int first, double unit, Span<float> targets)
    {
        ReadOnlySpan<double> close = _series.Close;
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = (float)(Math.Log(close[first + i] / close[first - 1]) / unit);
        }
    }
}
