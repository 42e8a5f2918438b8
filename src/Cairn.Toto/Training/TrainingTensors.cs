using Cairn.Checkpoints;

namespace Cairn.Toto.Training;

/// <summary>
/// The tensors of a training, live: reading them sees the present values, writing them changes the training. The names
/// are those of the weights, in the optimizer with <c>.mean</c> or <c>.square</c> behind.
/// </summary>
/// <param name="Model">The weights.</param>
/// <param name="Optimizer">The moments of AdamW.</param>
/// <param name="Best">
/// The weights of the best epoch so far; before the first one has ended, those that the training began with.
/// </param>
public sealed record TrainingTensors(ITensorState Model, ITensorState Optimizer, ITensorState Best);
