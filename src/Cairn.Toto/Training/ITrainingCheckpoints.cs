namespace Cairn.Toto.Training;

/// <summary>
/// Is asked at every moment that a training can be resumed from, on the training thread, which waits for the answer.
/// What it throws ends the training.
/// </summary>
public interface ITrainingCheckpoints
{
    /// <summary>
    /// After every step and after every epoch, once the log has heard of it and it is known whether the training goes
    /// on; and once more when the caller cancels. The model has the weights of that moment, not those of the best
    /// epoch.
    /// </summary>
    /// <param name="point">The moment; whoever wants its state takes it before returning.</param>
    void Reached(TrainingPoint point);
}
