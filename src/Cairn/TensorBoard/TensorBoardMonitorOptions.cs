namespace Cairn.TensorBoard;

/// <summary>Settings of a <see cref="TensorBoardMonitor"/>, read when it is made and not afterwards.</summary>
public sealed class TensorBoardMonitorOptions
{
    /// <summary>100 batches.</summary>
    public const int DefaultHistogramFrequency = 100;

    /// <summary>500 batches.</summary>
    public const int DefaultImageFrequency = 500;

    /// <summary>The beginning of the run's folder's name. Default <c>training</c>.</summary>
    public string ExperimentName { get; set; } = "training";

    /// <summary>
    /// Where the run's folder, <c>&lt;experiment&gt;_&lt;yyyyMMdd_HHmmss&gt;</c>, goes; a second one of the same second gets
    /// <c>_2</c> behind it, and so on. Default: the environment's
    /// <c>CAIRN_TENSORBOARD_DIR</c>, else <c>TOTO_TENSORBOARD_DIR</c>, else <c>tensorboard_logs</c>.
    /// </summary>
    public string? LogDirectory { get; set; }

    /// <summary>Whether <see cref="TensorBoardMonitor.SetModel"/> writes the graph. Default true.</summary>
    public bool EnableModelGraph { get; set; } = true;

    /// <summary>Whether <see cref="TensorBoardMonitor.LogModelWeights"/> writes histograms. Default true.</summary>
    public bool EnableWeightHistograms { get; set; } = true;

    /// <summary>Whether <see cref="TensorBoardMonitor.LogGradients"/> writes histograms; the norm always is. Default true.</summary>
    public bool EnableGradientHistograms { get; set; } = true;

    /// <summary>Histograms are written at every so many batches; other calls write none. Default
    /// <see cref="DefaultHistogramFrequency"/>.</summary>
    public int HistogramFrequency { get; set; } = DefaultHistogramFrequency;

    /// <summary>Pictures of predictions are drawn at steps that are a multiple of this; other calls draw none. Default
    /// <see cref="DefaultImageFrequency"/>.</summary>
    public int ImageFrequency { get; set; } = DefaultImageFrequency;

    internal TensorBoardMonitorOptions Copy() => (TensorBoardMonitorOptions)MemberwiseClone();

    /// <summary>Everything that is wrong with these settings, a sentence each; empty when they can be used.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(ExperimentName))
        {
            errors.Add($"{nameof(ExperimentName)} is empty; name the line of work, as eurusd-1h.");
        }

        RequireAtLeastOne(HistogramFrequency, nameof(HistogramFrequency));
        RequireAtLeastOne(ImageFrequency, nameof(ImageFrequency));
        return errors;

        void RequireAtLeastOne(int value, string name)
        {
            if (value < 1)
            {
                errors.Add($"{name} is {value}; use at least 1.");
            }
        }
    }
}
