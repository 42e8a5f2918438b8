namespace Cairn.Toto.Tensors;

/// <summary>
/// Computes with tensors and, when recording, remembers how, so that <see cref="Backward"/> can carry the gradient of
/// the loss back to every parameter. One step: forward, <see cref="Backward"/>, use the gradients, <see cref="Reset"/>.
/// Not thread-safe; it spreads its own work over the <paramref name="workers"/>.
/// </summary>
/// <param name="workers">Who computes.</param>
/// <param name="random">Where dropout takes its masks from; null for a tape that evaluates and records nothing.</param>
internal sealed partial class Tape(Workers workers, DeterministicRandom? random = null)
{
    private readonly BufferPool _buffers = new();

    // Bounded by the operations of one step; emptied by Reset.
    private readonly List<Action> _backward = [];

    private bool Recording => random is not null;

    /// <summary>Adds to the gradient of everything that the scalar <paramref name="loss"/> was computed from.</summary>
    public void Backward(Tensor loss)
    {
        loss.Gradient![0] = 1;
        for (int i = _backward.Count - 1; i >= 0; i--)
        {
            _backward[i]();
        }
    }

    /// <summary>Forgets the step and takes back the memory of all its tensors.</summary>
    public void Reset()
    {
        _backward.Clear();
        _buffers.ReturnAll();
    }

    private Tensor NewResult(bool differentiable, params int[] shape)
    {
        int length = 1;
        foreach (int size in shape)
        {
            length *= size;
        }

        float[]? gradient = Recording && differentiable ? _buffers.Rent(length) : null;
        return new Tensor(_buffers.Rent(length), gradient, shape);
    }

    /// <summary>Remembers to call <paramref name="step"/> with the gradient of the result, if it has one.</summary>
    private void OnBackward(Tensor result, Action<float[]> step)
    {
        if (result.Gradient is { } gradient)
        {
            _backward.Add(() => step(gradient));
        }
    }
}
