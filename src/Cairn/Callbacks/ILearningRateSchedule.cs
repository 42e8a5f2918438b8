namespace Cairn.Callbacks;

/// <summary>
/// The learning rate of every step, known before the training begins. Immutable: it has nothing to save. What callbacks
/// decide multiplies it; see <see cref="CallbackManager.LearningRateAt"/>.
/// </summary>
public interface ILearningRateSchedule
{
    /// <summary>The rate of a step.</summary>
    /// <param name="finishedEpochs">Epochs finished before it: 0 in the first.</param>
    /// <param name="stepNumber">The first is 1.</param>
    double At(long finishedEpochs, long stepNumber);
}
