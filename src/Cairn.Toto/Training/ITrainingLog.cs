namespace Cairn.Toto.Training;

/// <summary>
/// Hears of everything that happens in a training, in order and on the training thread, which waits for each call.
/// </summary>
public interface ITrainingLog
{
    /// <summary>Before the first batch.</summary>
    /// <param name="start">What the training sets out with.</param>
    void Started(TrainingStart start);

    /// <summary>After every step.</summary>
    /// <param name="progress">Where the training is.</param>
    void StepEnded(TrainingProgress progress);

    /// <summary>After the validation of every epoch; the model has the weights of that epoch.</summary>
    /// <param name="epoch">The figures.</param>
    void EpochEnded(EpochRecord epoch);

    /// <summary>Once, at the end; the model has the weights of the best epoch.</summary>
    /// <param name="report">The outcome.</param>
    void Ended(TrainingReport report);
}
