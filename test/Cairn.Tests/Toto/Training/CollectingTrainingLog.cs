using Cairn.Toto.Training;

namespace Cairn.Tests.Toto.Training;

/// <summary>Keeps all that a training tells; <see cref="OnStep"/> and <see cref="OnEpoch"/> may interfere.</summary>
internal sealed class CollectingTrainingLog : ITrainingLog
{
    public TrainingStart? Start { get; private set; }

    public List<TrainingProgress> Steps { get; } = [];

    public List<EpochRecord> Epochs { get; } = [];

    public TrainingReport? Report { get; private set; }

    public Action<TrainingProgress> OnStep { get; init; } = _ => { };

    public Action<EpochRecord> OnEpoch { get; init; } = _ => { };

    public void Started(TrainingStart start) => Start = start;

    public void StepEnded(TrainingProgress progress)
    {
        Steps.Add(progress);
        OnStep(progress);
    }

    public void EpochEnded(EpochRecord epoch)
    {
        Epochs.Add(epoch);
        OnEpoch(epoch);
    }

    public void Ended(TrainingReport report) => Report = report;
}
