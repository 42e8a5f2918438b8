using System.Text.Json.Nodes;
using Cairn.Checkpoints;
using Cairn.Statistics;

namespace Cairn.Toto.Training;

/// <summary>
/// A moment between two steps, from which another trainer can go on as if nothing had happened. It is void as soon as
/// the training goes on.
/// </summary>
public readonly ref struct TrainingPoint
{
    private readonly TrainingCourse _course;

    internal TrainingPoint(TrainingCourse course, EpochRecord? ended, StopReason? stop) =>
        (_course, Ended, Stop) = (course, ended, stop);

    /// <summary>Finished epochs.</summary>
    public int Epochs => _course.Epochs.Count;

    /// <summary>Steps taken in all epochs.</summary>
    public int Step => _course.Step;

    /// <summary>The epoch that has just ended, with its figures; null within one.</summary>
    public EpochRecord? Ended { get; }

    /// <summary>Why the training ends here; null when it goes on.</summary>
    public StopReason? Stop { get; }

    /// <summary>The tensors, not copied: the first half of the state.</summary>
    public TrainingTensors Tensors => _course.Tensors;

    /// <summary>
    /// What the model was trained on: the features of <see cref="Forecasting.TotoFeatures"/> of every training window, and
    /// what it answered when it was last validated. A new object each time.
    /// </summary>
    public InputProfile Profile() => _course.Profile();

    /// <summary>
    /// Some validation windows with what the model forecasts for them now, for
    /// <see cref="Forecasting.TotoForecaster.Answer"/>.
    /// </summary>
    public GoldenPairs RecordGolden() => _course.RecordGolden();

    /// <summary>The second half: all that is not a tensor, for <see cref="TotoTrainer.Resume"/>.</summary>
    /// <returns>Parts by name, which stay as they are while the training goes on.</returns>
    public IReadOnlyDictionary<string, JsonNode?> Capture() => _course.Capture();
}
