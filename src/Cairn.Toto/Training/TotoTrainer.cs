using Cairn.Toto.Data;
using Cairn.Toto.Model;
using Cairn.Toto.Tensors;

namespace Cairn.Toto.Training;

/// <summary>
/// Trains a Toto model on the older bars of a market and validates it on the newer ones after every epoch.
/// Not thread-safe.
/// </summary>
public sealed class TotoTrainer
{
    private readonly TotoOptions _options;
    private readonly MarketData _data;
    private readonly ITrainingLog? _log;
    private readonly TimeProvider _time;
    private readonly DeterministicRandom _random;
    private readonly WindowedDataset _training;
    private readonly WindowedDataset _validation;
    private readonly Learner _learner;
    private readonly Evaluator _evaluator;

    /// <summary>Makes the model and splits the data; nothing is trained yet.</summary>
    /// <param name="options">Valid options; not to be changed afterwards.</param>
    /// <param name="data">Enough bars for a window of training and one of validation.</param>
    /// <param name="log">Hears of everything; null for nobody.</param>
    /// <param name="time">The clock of all durations; null for the system's.</param>
    /// <exception cref="ArgumentException">The options are not valid, or there are too few bars.</exception>
    public TotoTrainer(
        TotoOptions options,
        MarketData data,
        ITrainingLog? log = null,
        TimeProvider? time = null)
    {
        _options = options;
        _data = data;
        _log = log;
        _time = time ?? TimeProvider.System;
        _random = new DeterministicRandom(options.Seed);
        Model = new TotoModel(options, _random);
        (_training, _validation) = WindowedDataset.Split(data.Series, options);
        var workers = new Workers(options.Threads == 0 ? Environment.ProcessorCount : options.Threads);
        _learner = new Learner(Model, options, workers, _random);
        _evaluator = new Evaluator(options, _validation, workers);
    }

    /// <summary>The model in training; after it, with the weights of the best epoch.</summary>
    public TotoModel Model { get; }

    /// <summary>The optimizer's moments, live: part of what a training needs to go on elsewhere.</summary>
    public IEnumerable<NamedTensor> OptimizerTensors => _learner.Optimizer.Tensors;

    /// <summary>Steps that the optimizer has taken: the second part.</summary>
    public int OptimizerSteps
    {
        get => _learner.Optimizer.Steps;
        set => _learner.Optimizer.Steps = value;
    }

    /// <summary>Where the order of windows and dropout continue: the third part. The weights are the fourth.</summary>
    public RandomState RandomState
    {
        get => _random.State;
        set => _random.State = value;
    }

    /// <summary>Trains for <see cref="TotoOptions.Epochs"/> epochs.</summary>
    /// <param name="cancellation">Ends the training before the next batch.</param>
    /// <returns>The outcome; being cancelled is one.</returns>
    public TrainingReport Train(CancellationToken cancellation = default) => Train(_options.Epochs, cancellation);

    /// <summary>
    /// Trains until the epochs are run, the patience is over, the loss is no longer a number, or the caller cancels;
    /// then gives the model the weights of the best epoch, if one was finished. Called again, it trains them further,
    /// with a new learning rate curve and a new count of epochs and steps.
    /// </summary>
    /// <param name="epochs">At least 1.</param>
    /// <param name="cancellation">Ends the training before the next batch.</param>
    /// <returns>The outcome; being cancelled is one.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epochs"/> is less than 1.</exception>
    public TrainingReport Train(int epochs, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
        Evaluation baseline = _evaluator.EvaluatePersistence();
        _log?.Started(new TrainingStart(
            _options, _data, _training.Count, _validation.Count, Model.ParameterCount, baseline));
        var pace = new Pace(_time, epochs, _training.Count, _options.BatchSize);
        var curve = new LearningRateCurve(_options, pace.TotalSteps);
        var best = new WeightSnapshot(Model);
        var history = new List<EpochRecord>();
        StopReason? stop = null;
        while (stop is null)
        {
            pace.StartEpoch();
            stop = RunBatches(pace, curve, history.LastOrDefault(), cancellation, out double loss)
                ?? EndEpoch(pace, loss, history, best);
        }

        if (history.Count > 0)
        {
            best.Restore();
        }

        var report = new TrainingReport(stop.Value, history, baseline, pace.Elapsed);
        _log?.Ended(report);
        return report;
    }

    /// <summary>Learns from every training window once, in random order; null when that went to the end.</summary>
    private StopReason? RunBatches(
        Pace pace, LearningRateCurve curve, EpochRecord? before, CancellationToken cancellation, out double meanLoss)
    {
        int[] order = [.. Enumerable.Range(0, _training.Count)];
        _random.Shuffle<int>(order);
        meanLoss = 0;
        foreach (int[] windows in order.Chunk(_options.BatchSize))
        {
            if (cancellation.IsCancellationRequested)
            {
                return StopReason.Cancelled;
            }

            double rate = curve.At(pace.Step + 1);
            (double loss, double norm) = _learner.Learn(_training.Batch(windows), rate);
            meanLoss += loss * windows.Length / order.Length;
            TrainingProgress progress = pace.EndStep(windows.Length, loss, norm, rate, before?.Validation.Loss);
            _log?.StepEnded(progress);
            if (!double.IsFinite(loss) || !double.IsFinite(norm))
            {
                return StopReason.Diverged;
            }
        }

        return null;
    }

    /// <summary>Validates; null when another epoch is to follow.</summary>
    private StopReason? EndEpoch(Pace pace, double trainingLoss, List<EpochRecord> history, WeightSnapshot best)
    {
        double samplesPerSecond = pace.SamplesPerSecond;
        Evaluation validation = _evaluator.Evaluate(Model);
        EpochRecord? bestBefore = history.LastOrDefault(epoch => epoch.IsBest);
        bool isBest = validation.Loss < (bestBefore?.Validation.Loss ?? double.PositiveInfinity);
        var record = new EpochRecord(pace.Epoch, trainingLoss, validation, isBest, samplesPerSecond, pace.EpochElapsed);
        history.Add(record);
        if (isBest)
        {
            best.Take();
        }

        _log?.EpochEnded(record);
        if (!double.IsFinite(validation.Loss))
        {
            return StopReason.Diverged;
        }

        int epochsWithoutGain = isBest ? 0 : record.Epoch - bestBefore!.Epoch;
        if (_options.Patience > 0 && epochsWithoutGain >= _options.Patience)
        {
            return StopReason.EarlyStopped;
        }

        return pace.Epoch == pace.Epochs ? StopReason.Completed : null;
    }
}
