using Cairn.Toto.Training;

namespace Cairn.Tests.Toto.Training.Resuming;

/// <summary>Keeps the state of every point; <see cref="OnPoint"/> may interfere.</summary>
internal sealed class CapturingCheckpoints : ITrainingCheckpoints
{
    public List<SavedTraining> Saved { get; } = [];

    public Action<SavedTraining> OnPoint { get; init; } = _ => { };

    public void Reached(TrainingPoint point)
    {
        Saved.Add(new SavedTraining(point));
        OnPoint(Saved[^1]);
    }
}
