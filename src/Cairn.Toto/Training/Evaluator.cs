using Cairn.Toto.Data;
using Cairn.Toto.Model;
using Cairn.Toto.Tensors;

namespace Cairn.Toto.Training;

/// <summary>Measures a model, and the forecast that nothing changes, on the same windows. Not thread-safe.</summary>
internal sealed class Evaluator(TotoOptions options, WindowedDataset windows, Workers workers)
{
    private readonly Tape _tape = new(workers);

    /// <summary>Measures the model, and hands out its forecasts of the last bar.</summary>
    public Evaluation Evaluate(TotoModel model, out ValidationForecasts forecasts)
    {
        forecasts = new ValidationForecasts(windows.Count);
        return Evaluate(batch => model.Forward(_tape, batch.Inputs).Data, forecasts);
    }

    /// <summary>The last close, repeated: a log return of 0 at every horizon.</summary>
    public Evaluation EvaluatePersistence() =>
        Evaluate(batch => new float[batch.Targets.Length], new ValidationForecasts(windows.Count));

    private Evaluation Evaluate(Func<WindowBatch, float[]> forecast, ValidationForecasts last)
    {
        double loss = 0, absolute = 0, squared = 0;
        foreach (int[] chunk in Enumerable.Range(0, windows.Count).Chunk(options.BatchSize))
        {
            WindowBatch batch = windows.Batch(chunk);
            float[] forecasts = forecast(batch), targets = batch.Targets.Data;
            loss += Tape.HuberLossOf(forecasts, targets, (float)options.HuberDelta) * forecasts.Length;
            for (int i = 0; i < forecasts.Length; i++)
            {
                double error = ((double)forecasts[i] - targets[i]) * batch.ReturnUnits[i / options.PredictionLength];
                absolute += Math.Abs(error);
                squared += error * error;
            }

            last.Add(forecasts, targets, options.PredictionLength);

            _tape.Reset();
        }

        double count = (double)windows.Count * options.PredictionLength;
        return new Evaluation(loss / count, absolute / count, squared / count);
    }
}
