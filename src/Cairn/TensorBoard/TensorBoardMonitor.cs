using Cairn.Drawing;
using Cairn.IO;
using Cairn.TensorBoard.Writing;

namespace Cairn.TensorBoard;

/// <summary>
/// The TensorBoard monitor of the Python pipeline: the same words, straight into an event file, without a store. For one
/// training thread.
/// </summary>
/// <remarks>
/// No method throws because of a disk: what cannot be written waits in memory, and <see cref="Problem"/> says why. Steps
/// count the calls of <see cref="LogTrainingMetrics"/>, from 0.
/// </remarks>
public sealed class TensorBoardMonitor : IDisposable
{
    private readonly TensorBoardMonitorOptions _options;
    private readonly SummaryWriter _writer;
    private readonly SystemSampler _system;
    private long _steps;
    private long _systemSamples;
    private bool _isSessionOpen;

    /// <summary>Begins a folder of its own and an event file in it.</summary>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentException">The settings cannot be used; the message lists everything that is wrong.</exception>
    public TensorBoardMonitor(TensorBoardMonitorOptions options)
        : this(options, PhysicalFileSystem.Instance, TimeProvider.System)
    {
    }

    internal TensorBoardMonitor(TensorBoardMonitorOptions options, IFileSystem files, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Copy();
        if (_options.Validate() is { Count: > 0 } errors)
        {
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        }

        LogDirectory = MonitorFolder.Claim(_options, files, time.GetUtcNow());
        _writer = new SummaryWriter(LogDirectory, purgeStep: null, files, time, waitsForDisk: true);
        _system = new SystemSampler(time);
        Flush();
    }

    /// <summary>The run's folder.</summary>
    public string LogDirectory { get; }

    /// <summary>Why nothing was written at the beginning or at the last flush; null when all was well.</summary>
    public string? Problem { get; private set; }

    private long Step => Math.Max(0, _steps - 1);

    private bool IsHistogramStep => Step % _options.HistogramFrequency == 0;

    /// <summary>Makes a monitor with default settings.</summary>
    /// <param name="experimentName">The beginning of the folder's name.</param>
    public static TensorBoardMonitor Create(string experimentName) =>
        new(new TensorBoardMonitorOptions { ExperimentName = experimentName });

    /// <summary>Writes the model's graph, once.</summary>
    /// <param name="graph">Its layers.</param>
    /// <param name="sampleInput">The shape of what it is given, kept as text; null where the graph says it.</param>
    public void SetModel(ModelGraph graph, IReadOnlyList<long>? sampleInput = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (!_options.EnableModelGraph)
        {
            return;
        }

        _writer.AddGraph(graph);
        if (sampleInput is not null)
        {
            _writer.AddText("model/sample_input", $"[{string.Join(", ", sampleInput)}]", step: 0);
        }
    }

    /// <summary>
    /// Writes what one batch gave, as <c>train/loss</c>, <c>learning_rate</c>, <c>train/accuracy</c>, <c>train/epoch</c>, and
    /// others by their names, behind <c>train/</c>.
    /// </summary>
    public void LogTrainingMetrics(
        int epoch,
        int batch,
        double loss,
        double? learningRate = null,
        double? accuracy = null,
        params ReadOnlySpan<MetricValue> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        _steps++;
        Add("train/loss", loss, Step);
        Add("train/epoch", epoch, Step);
        Add("learning_rate", learningRate, Step);
        Add("train/accuracy", accuracy, Step);
        AddAll(values, "train/", Step);
    }

    /// <summary>Writes how an epoch did, as <c>val/loss</c>, <c>val/accuracy</c>, and others by their names, behind
    /// <c>val/</c>; the step is the epoch.</summary>
    public void LogValidationMetrics(
        int epoch, double loss, double? accuracy = null, params ReadOnlySpan<MetricValue> values)
    {
        Add("val/loss", loss, epoch);
        Add("val/accuracy", accuracy, epoch);
        AddAll(values, "val/", epoch);
    }

    /// <summary>Writes the learning rate of the present step.</summary>
    public void LogLearningRate(double learningRate) => Add("learning_rate", learningRate, Step);

    /// <summary>Writes the joint norm of gradients, <c>train/gradient_norm</c>, and when it is time their histograms.</summary>
    /// <param name="gradients">By the name of the parameter.</param>
    public void LogGradients(IEnumerable<(string Name, ReadOnlyMemory<float> Values)> gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        double squares = 0;
        foreach ((string name, ReadOnlyMemory<float> values) in gradients)
        {
            foreach (float value in values.Span)
            {
                squares += (double)value * value;
            }

            if (_options.EnableGradientHistograms && IsHistogramStep)
            {
                _writer.AddHistogram($"gradients/{name}", values.Span, Step);
            }
        }

        Add("train/gradient_norm", Math.Sqrt(squares), Step);
    }

    /// <summary>Writes histograms of the weights when it is time.</summary>
    /// <param name="weights">By the name of the parameter; not looked at when it is not.</param>
    public void LogModelWeights(IEnumerable<(string Name, ReadOnlyMemory<float> Values)> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (!_options.EnableWeightHistograms || !IsHistogramStep)
        {
            return;
        }

        foreach ((string name, ReadOnlyMemory<float> values) in weights)
        {
            _writer.AddHistogram($"weights/{name}", values.Span, Step);
        }
    }

    /// <summary>Writes how this process and its host are doing, as <c>system/…</c>; the step counts these calls.</summary>
    public void LogSystemMetrics()
    {
        long sample = _systemSamples++;
        foreach ((string tag, double? value) in _system.Sample())
        {
            Add(tag, value, sample);
        }
    }

    /// <summary>Draws the losses of all epochs so far as a picture, <c>loss_curves</c>.</summary>
    public void LogLossCurves(IEnumerable<double> train, IEnumerable<double> validation)
    {
        byte[] png = Charts.Lines(
            "Loss curves",
            [ChartSeries.Of("train", train), ChartSeries.Of("validation", validation)],
            new ChartOptions { XLabel = "epoch", YLabel = "loss" });
        _writer.AddImage("loss_curves", png, Step);
    }

    /// <summary>Writes what the run is trained with, once, for TensorBoard's page that compares runs.</summary>
    /// <param name="hparams">Text, numbers and booleans.</param>
    /// <param name="metricTags">Scalars that it is judged by; name the same in every run.</param>
    public void LogHyperparameters(
        IEnumerable<KeyValuePair<string, object?>> hparams, params IReadOnlyList<string> metricTags)
    {
        ArgumentNullException.ThrowIfNull(hparams);
        _writer.AddHparams(hparams, metricTags);
        _isSessionOpen = true;
    }

    /// <summary>Draws predictions against what was true, <c>predictions_vs_actual</c>, when it is time.</summary>
    /// <param name="predicted">What the model said.</param>
    /// <param name="actual">What was true; of the same length.</param>
    /// <param name="step">Nothing is drawn unless it is a multiple of
    /// <see cref="TensorBoardMonitorOptions.ImageFrequency"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void LogPredictionsVersusActual(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual, long step)
    {
        if (predicted.Length != actual.Length)
        {
            throw new ArgumentException(
                $"There are {predicted.Length} predictions and {actual.Length} true values; give one for each.", nameof(actual));
        }

        if (step % _options.ImageFrequency == 0)
        {
            _writer.AddImage("predictions_vs_actual", Charts.Scatter("Predicted and actual", predicted, actual), step);
        }
    }

    /// <summary>After this ends, everything that was logged is in the file, or <see cref="Problem"/> says why not.</summary>
    public Task FlushAsync() => Task.Run(Flush);

    /// <summary>Writes what is left and closes the file; a run with hyperparameters counts as completed.</summary>
    public void Dispose()
    {
        if (_isSessionOpen)
        {
            _isSessionOpen = false;
            _writer.EndSession(RunStatus.Completed);
        }

        _writer.Dispose();
    }

    private void Flush()
    {
        try
        {
            _writer.Flush();
            Problem = null;
        }
        catch (IOException error)
        {
            Problem = error.Message;
        }
    }

    /// <summary>Training and validation count steps differently, so they never share a tag.</summary>
    private void AddAll(ReadOnlySpan<MetricValue> values, string prefix, long step)
    {
        foreach (MetricValue value in values)
        {
            bool isPrefixed = value.Name.StartsWith(prefix, StringComparison.Ordinal);
            Add(isPrefixed ? value.Name : prefix + value.Name, value.Value, step);
        }
    }

    private void Add(string tag, double? value, long step)
    {
        if (value is { } known)
        {
            _writer.AddScalar(tag, known, step);
        }
    }
}
