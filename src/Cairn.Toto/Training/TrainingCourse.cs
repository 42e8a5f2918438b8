using System.Text.Json.Nodes;
using Cairn.Callbacks;
using Cairn.Checkpoints;
using Cairn.Statistics;
using Cairn.Toto.Data;
using Cairn.Toto.Forecasting;
using Cairn.Toto.Model;
using Cairn.Toto.Tensors;
using Cairn.Toto.Training.Resuming;

namespace Cairn.Toto.Training;

/// <summary>
/// A training that its owner moves on, a step or the end of an epoch at a time; between them it can be captured, and
/// another course of the same options and data can go on from there. Not thread-safe.
/// </summary>
internal sealed class TrainingCourse
{
    private readonly TotoOptions _options;
    private readonly TrainingSetup _setup;
    private readonly DeterministicRandom _random;
    private readonly WindowedDataset _windows;
    private readonly TrainingRecord _record;
    private readonly Learner _learner;
    private readonly Evaluator _evaluator;
    private readonly CallbackManager _callbacks;
    private readonly Pace _pace;
    private readonly WeightSnapshot _best;
    private readonly MetricValue[] _metrics = new MetricValue[1];
    private EpochHistory _history = new();
    private EpochPass _pass;
    private TrainingMedia? _media;

    /// <exception cref="ArgumentException">The options are not valid, or there are too few bars.</exception>
    public TrainingCourse(
        TotoOptions options, OhlcvSeries series, IEnumerable<ITrainingCallback> callbacks, TimeProvider time)
    {
        _options = options;
        _setup = new TrainingSetup(options, series);
        _random = new DeterministicRandom(options.Seed);
        Model = new TotoModel(options, _random);
        (_windows, WindowedDataset validation) = WindowedDataset.Split(series, options);
        (TrainingWindows, ValidationWindows) = (_windows.Count, validation.Count);
        _record = new TrainingRecord(options, series, _windows, validation);
        var workers = new Workers(options.Threads == 0 ? Environment.ProcessorCount : options.Threads);
        _learner = new Learner(Model, options, workers, _random);
        _evaluator = new Evaluator(options, validation, workers);
        _pass = NewPass();
        _callbacks = TrainingCallbacks.Create(options, TotalSteps, callbacks);
        _pace = new Pace(time);
        _best = new WeightSnapshot(Model);
        Tensors = new TrainingTensors(Model.Tensors, _learner.Optimizer.Tensors, _best.Tensors);
    }

    public TotoModel Model { get; }

    public TrainingTensors Tensors { get; }

    public int TrainingWindows { get; }

    public int ValidationWindows { get; }

    public IReadOnlyList<EpochRecord> Epochs => _history.Epochs;

    /// <summary>Steps taken in all epochs.</summary>
    public int Step => Epochs.Count * _pass.Batches + _pass.Batch;

    public TimeSpan Elapsed => _pace.Elapsed;

    /// <summary>Whether the next thing to do is to end the epoch, not to learn.</summary>
    public bool IsEpochLearned => _pass.IsOver;

    /// <summary>Why the training is over; null while it is not.</summary>
    public StopReason? Stop { get; private set; }

    private int TotalSteps => _options.Epochs * _pass.Batches;

    /// <summary>How the last close, repeated, does on the validation windows.</summary>
    public Evaluation Baseline() => _evaluator.EvaluatePersistence();

    /// <summary>Makes the decisions of callbacks events of a run.</summary>
    public void LogTo(Run run) => _callbacks.LogTo(run);

    /// <summary>Makes what can be looked at part of a run.</summary>
    public void LogMediaTo(Run run, int everySteps) => _media = new TrainingMedia(run, _options, everySteps);

    /// <summary>Lets the clock run, and the callbacks know.</summary>
    public void Start()
    {
        _media?.Started(Model, Step);
        _pace.Start();
        Stop ??= Obey(_callbacks.OnTrainingStart());
    }

    /// <summary>Takes the next step.</summary>
    public TrainingProgress Learn()
    {
        double rate = _callbacks.LearningRateAt(Step + 1);
        (double loss, double norm) = _learner.Learn(_windows.Batch(_pass.Next), rate);
        _pass.Advance(loss);
        _media?.StepEnded(Model, Step);
        _metrics[0] = ("train/gradient_norm", norm);
        Stop = Obey(_callbacks.OnBatchEnd(new CallbackState
        {
            Epoch = Epochs.Count + 1,
            Step = Step,
            TrainLoss = loss,
            Metrics = _metrics,
        }));
        TimeSpan left = _pace.Elapsed * ((double)(TotalSteps - Step) / Step);
        return new TrainingProgress(
            Epochs.Count + 1, _options.Epochs, _pass.Batch, _pass.Batches, Step, loss, norm, rate,
            _history.Last?.Validation.Loss, _pace.PerSecond(_pass.Windows), left);
    }

    /// <summary>Validates, and draws the order of the next epoch.</summary>
    public EpochRecord EndEpoch()
    {
        double samplesPerSecond = _pace.PerSecond(_pass.Windows);
        Evaluation validation = _evaluator.Evaluate(Model, out ValidationForecasts forecasts);
        _record.Validated(forecasts);
        _media?.EpochEnded(Model, Epochs.Count + 1, Step, forecasts);
        EpochRecord record = _history.Add(_pass.Loss, validation, samplesPerSecond, _pace.EpochElapsed);
        if (record.IsBest)
        {
            _best.Take();
        }

        Stop = Obey(_callbacks.OnEpochEnd(StateOf(record)))
            ?? (record.Epoch == _options.Epochs ? StopReason.Completed : null);
        _pass = NewPass();
        _pace.StartEpoch();
        return record;
    }

    /// <summary>Lets the callbacks know, and gives the model the weights of the best epoch, if one was finished.</summary>
    public void End()
    {
        _callbacks.OnTrainingEnd();
        RestoreBest();
    }

    /// <summary>All but the tensors.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Capture()
    {
        var state = new TrainingState(
            _history, _pass.Batch, _pass.Loss, Stop, _pass.RandomBefore, _random.State, _learner.Optimizer.Steps,
            _pace.Elapsed, _pace.EpochElapsed, _callbacks.SaveState());
        Dictionary<string, JsonNode?> parts = TrainingStateWriter.Write(state, _setup);
        parts[ForecastState.Part] = _record.State.ToJson();
        return parts;
    }

    /// <summary>What the model was trained on, and what it answered to the validation windows.</summary>
    public InputProfile Profile() => _record.Profile();

    /// <summary>What it answers now to some of the validation windows.</summary>
    public GoldenPairs RecordGolden() => _record.RecordGolden(Model);


    /// <summary>Goes on from where another course was captured. The tensors come by themselves.</summary>
    /// <exception cref="ArgumentException">It is not a state, or not of these options and data.</exception>
    public void Resume(IReadOnlyDictionary<string, JsonNode?> parts)
    {
        TrainingState state = new TrainingStateReader(parts).Read(_setup, _pass.Batches);
        Load(state.Callbacks);
        _record.Resume(parts);
        (_history, Stop, _learner.Optimizer.Steps) = (state.History, state.Stop, state.OptimizerSteps);
        _random.State = state.RandomBeforeEpoch;
        _pass = NewPass();
        _pass.SkipTo(state.Batch, state.Loss);
        _random.State = state.Random;
        _pace.Restore(state.Elapsed, state.EpochElapsed);
    }

    private EpochPass NewPass() => new(_windows.Count, _options.BatchSize, _random);

    private CallbackState StateOf(EpochRecord record) => new()
    {
        Epoch = record.Epoch,
        Step = record.Epoch * _pass.Batches,
        TrainLoss = record.TrainingLoss,
        ValLoss = record.Validation.Loss,
    };

    /// <summary>Why the training ends; then the best weights come last, when this moment has been saved.</summary>
    private StopReason? Obey(in CallbackOutcome outcome)
    {
        StopReason? stop = TrainingCallbacks.StopOf(outcome);
        if (outcome.RestoreBest && stop is null)
        {
            RestoreBest();
        }

        return stop;
    }

    private void RestoreBest()
    {
        if (_history.Best is not null)
        {
            _best.Restore();
        }
    }

    /// <exception cref="ArgumentException">It is the state of other callbacks; nothing has changed.</exception>
    private void Load(JsonObject callbacks)
    {
        JsonObject before = _callbacks.SaveState();
        try
        {
            _callbacks.LoadState(callbacks);
        }
        catch (CallbackStateException exception)
        {
            _callbacks.LoadState(before);
            throw new ArgumentException($"The saved state is damaged: {exception.Message}", exception);
        }
    }
}
