using System.Text.Json.Nodes;
using Cairn.Toto.Tensors;

namespace Cairn.Toto.Training.Resuming;

/// <summary>Where a training is, without its tensors. The number of the epoch and of the step follow from it.</summary>
/// <param name="History">The finished epochs.</param>
/// <param name="Batch">Batches learned from in the present epoch.</param>
/// <param name="Loss">Their share of the mean loss over all windows of the epoch.</param>
/// <param name="Stop">Why the training is over; null while it is not.</param>
/// <param name="RandomBeforeEpoch">What the order of the present epoch was drawn from.</param>
/// <param name="Random">What dropout goes on with.</param>
/// <param name="OptimizerSteps">One less than the steps taken when the last one was not finite.</param>
/// <param name="Elapsed">Time spent training.</param>
/// <param name="EpochElapsed">Of it, in the present epoch.</param>
/// <param name="Callbacks">What the callbacks remember.</param>
internal sealed record TrainingState(
    EpochHistory History, int Batch, double Loss, StopReason? Stop, RandomState RandomBeforeEpoch, RandomState Random,
    int OptimizerSteps, TimeSpan Elapsed, TimeSpan EpochElapsed, JsonObject Callbacks);
