using Cairn.Toto.Data;
using Cairn.Toto.Model;
using Cairn.Toto.Tensors;

namespace Cairn.Toto.Training;

/// <summary>Takes single steps of training. Not thread-safe.</summary>
internal sealed class Learner(TotoModel model, TotoOptions options, Workers workers, DeterministicRandom random)
{
    private readonly Tape _tape = new(workers, random);

    public AdamW Optimizer { get; } = new(model.Parameters, options.WeightDecay);

    /// <summary>
    /// One step from one batch. When the loss or the gradient is not finite, the weights stay as they were.
    /// </summary>
    public (double Loss, double GradientNorm) Learn(WindowBatch batch, double learningRate)
    {
        Tensor loss = _tape.HuberLoss(model.Forward(_tape, batch.Inputs), batch.Targets, (float)options.HuberDelta);
        double value = loss.Data[0];
        Optimizer.ClearGradients();
        _tape.Backward(loss);
        _tape.Reset();
        double norm = Optimizer.ClipGradients(options.GradientClip);
        if (double.IsFinite(value) && double.IsFinite(norm))
        {
            Optimizer.Step(learningRate);
        }

        return (value, norm);
    }
}
