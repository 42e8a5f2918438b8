using System.Text.Json.Nodes;
using Cairn.Callbacks;
using Cairn.Toto.Data;
using Cairn.Toto.Model;

namespace Cairn.Toto.Training;

/// <summary>
/// Trains a Toto model on the older bars of a market and validates it on the newer ones after every epoch. It trains
/// once; another trainer goes on from any point of it. Not thread-safe.
/// </summary>
public sealed class TotoTrainer
{
    private readonly TotoOptions _options;
    private readonly MarketData _data;
    private readonly ITrainingLog? _log;
    private readonly ITrainingCheckpoints? _checkpoints;
    private readonly TrainingCourse _course;
    private bool _hasBegun;

    /// <summary>Makes the model and splits the data; nothing is trained yet.</summary>
    /// <param name="options">Valid options; not to be changed afterwards.</param>
    /// <param name="data">Enough bars for a window of training and one of validation.</param>
    /// <param name="log">Hears of everything; null for nobody.</param>
    /// <param name="checkpoints">Is asked whether to save, after the log has heard; null for nobody.</param>
    /// <param name="callbacks">
    /// Decide too, after those that the options make: one that guards against NaN, and <see cref="EarlyStopping"/> where
    /// there is a patience. Null for none.
    /// </param>
    /// <param name="time">The clock of all durations; null for the system's.</param>
    /// <exception cref="ArgumentException">The options are not valid, or there are too few bars.</exception>
    public TotoTrainer(
        TotoOptions options,
        MarketData data,
        ITrainingLog? log = null,
        ITrainingCheckpoints? checkpoints = null,
        IEnumerable<ITrainingCallback>? callbacks = null,
        TimeProvider? time = null)
    {
        (_options, _data, _log, _checkpoints) = (options, data, log, checkpoints);
        _course = new TrainingCourse(options, data.Series, callbacks ?? [], time ?? TimeProvider.System);
    }

    /// <summary>The model in training; after it, with the weights of the best epoch.</summary>
    public TotoModel Model => _course.Model;

    /// <summary>Where <see cref="TrainingPoint.Tensors"/> of another trainer go, to go on from there.</summary>
    public TrainingTensors Tensors => _course.Tensors;

    /// <summary>Steps taken, those before a resumption included.</summary>
    public int Step => _course.Step;

    /// <summary>Makes the decisions of callbacks events of a run; before the training begins.</summary>
    /// <param name="run">The run.</param>
    public void LogTo(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        ThrowIfBegun();
        _course.LogTo(run);
    }

    /// <summary>
    /// Records in a run what can be looked at in TensorBoard: the model's graph, how its weights and gradients are spread
    /// (<c>weights/…</c>, <c>gradients/…</c>), and after every epoch a picture of the forecasts for the validation windows
    /// against what came (<c>predictions/validation</c>). Changes nothing in the training; before it begins.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="everySteps">After so many steps, and at the end of every epoch, the spreads are recorded; at least
    /// 1.</param>
    /// <exception cref="InvalidOperationException">The training has begun.</exception>
    public void LogMediaTo(Run run, int everySteps = TrainingMedia.DefaultSteps)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentOutOfRangeException.ThrowIfLessThan(everySteps, 1);
        ThrowIfBegun();
        _course.LogMediaTo(run, everySteps);
    }

    /// <summary>
    /// Makes <see cref="Train"/> go on from a point of another trainer with the same data and options: then losses,
    /// weights and decisions are the same to the bit as if that one had gone on, and the log hears what comes after the
    /// point. Only <see cref="TotoOptions.Threads"/> may differ; <see cref="TotoOptions.Epochs"/> may not, since the
    /// learning rate of every step follows from it. The <see cref="Tensors"/> are to be filled before or after.
    /// </summary>
    /// <param name="state">What <see cref="TrainingPoint.Capture"/> gave; other parts in it are not looked at.</param>
    /// <exception cref="ArgumentException">
    /// It is not a state, or one of other data or options; the message names what differs. Nothing has changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">The training has begun.</exception>
    public void Resume(IReadOnlyDictionary<string, JsonNode?> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        ThrowIfBegun();
        _course.Resume(state);
    }

    /// <summary>
    /// Trains until the epochs are run, a callback stops it, the loss is no longer a number, or the caller cancels;
    /// then gives the model the weights of the best epoch, if one was finished.
    /// </summary>
    /// <param name="cancellation">Ends the training before the next batch.</param>
    /// <returns>The outcome; being cancelled is one.</returns>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public TrainingReport Train(CancellationToken cancellation = default)
    {
        ThrowIfBegun();
        _hasBegun = true;
        Evaluation baseline = _course.Baseline();
        _log?.Started(new TrainingStart(
            _options, _data, _course.TrainingWindows, _course.ValidationWindows, Model.ParameterCount, baseline, Step));
        _course.Start();
        StopReason stop = Run(cancellation);
        _course.End();
        var report = new TrainingReport(stop, _course.Epochs, baseline, _course.Elapsed);
        _log?.Ended(report);
        return report;
    }

    private StopReason Run(CancellationToken cancellation)
    {
        while (_course.Stop is null)
        {
            EpochRecord? ended = null;
            if (_course.IsEpochLearned)
            {
                ended = _course.EndEpoch();
                _log?.EpochEnded(ended);
            }
            else if (cancellation.IsCancellationRequested)
            {
                Ask(null, StopReason.Cancelled);
                return StopReason.Cancelled;
            }
            else
            {
                TrainingProgress progress = _course.Learn();
                _log?.StepEnded(progress);
            }

            Ask(ended, _course.Stop);
        }

        return _course.Stop.Value;
    }

    private void Ask(EpochRecord? ended, StopReason? stop) =>
        _checkpoints?.Reached(new TrainingPoint(_course, ended, stop));

    private void ThrowIfBegun()
    {
        if (_hasBegun)
        {
            throw new InvalidOperationException(
                "This trainer has trained already, and it does so once. Make another one, and let it resume.");
        }
    }
}
