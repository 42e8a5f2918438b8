using System.Globalization;
using Cairn.Drawing;
using Cairn.Statistics;
using Cairn.Toto.Model;
using Cairn.Toto.Tensors;

namespace Cairn.Toto.Training;

/// <summary>
/// Records what can be looked at of a training: the model's graph, how weights and gradients are spread, and what it
/// forecast against what came. Reads only, so that the training is the same without it. Not thread-safe.
/// </summary>
/// <param name="run">Where it goes.</param>
/// <param name="options">Of the training.</param>
/// <param name="everySteps">Histograms are recorded after so many steps, and at the end of every epoch.</param>
internal sealed class TrainingMedia(Run run, TotoOptions options, int everySteps)
{
    public const int DefaultSteps = 100;

    private const string Forecasts = "predictions/validation";

    private int _lastHistograms;
    private bool _hasGradients;

    /// <summary>Before the first step, or the first behind a resumption.</summary>
    public void Started(TotoModel model, int step)
    {
        _lastHistograms = step - (step % everySteps); // recorded before the training was interrupted
        run.LogGraph(TotoGraph.Of(options, model));
    }

    /// <summary>After a step, while the gradients of it are there.</summary>
    public void StepEnded(TotoModel model, int step)
    {
        _hasGradients = true;
        if (step % everySteps == 0)
        {
            LogHistograms(model, step);
        }
    }

    public void EpochEnded(TotoModel model, int epoch, int step, ValidationForecasts forecasts)
    {
        LogHistograms(model, step);
        double[] predicted = [.. forecasts.Forecasts.Select(static value => (double)value)];
        double[] actual = [.. forecasts.Forecasts.Zip(forecasts.Errors, static (forecast, error) => (double)forecast + error)];
        string title = string.Create(
            CultureInfo.InvariantCulture, $"Move after {options.PredictionLength} bars, epoch {epoch}");
        run.LogImage(Forecasts, step, Charts.Scatter(title, predicted, actual, new ChartOptions
        {
            XLabel = "actual (expected moves)",
            YLabel = "forecast (expected moves)",
        }));
    }

    private void LogHistograms(TotoModel model, int step)
    {
        if (step == _lastHistograms)
        {
            return; // the end of an epoch that is at such a step, too
        }

        _lastHistograms = step;
        foreach (Parameter parameter in model.Parameters)
        {
            string name = parameter.Name.Replace('.', '/');
            run.LogHistogram($"weights/{name}", step, Histogram.Of(parameter.Value.Data));
            if (_hasGradients) // a training that goes on at the end of an epoch has none yet
            {
                run.LogHistogram($"gradients/{name}", step, Histogram.Of(parameter.Gradient));
            }
        }
    }
}
