using System.Runtime.InteropServices;

namespace Cairn.Toto.Tensors;

/// <summary>
/// Keeps the buffers of one training step for the next, so that steps of the same shapes allocate nothing large.
/// Not thread-safe. Bounded by the largest step: one buffer per tensor of each length that a step has used.
/// </summary>
internal sealed class BufferPool
{
    private readonly Dictionary<int, Stack<float[]>> _free = [];
    private readonly List<float[]> _rented = [];

    /// <summary>Zeros, exactly <paramref name="length"/> of them; the caller's until <see cref="ReturnAll"/>.</summary>
    public float[] Rent(int length)
    {
        if (_free.TryGetValue(length, out Stack<float[]>? free) && free.TryPop(out float[]? buffer))
        {
            Array.Clear(buffer);
        }
        else
        {
            buffer = new float[length];
        }

        _rented.Add(buffer);
        return buffer;
    }

    public void ReturnAll()
    {
        foreach (float[] buffer in _rented)
        {
            ref Stack<float[]>? free = ref CollectionsMarshal.GetValueRefOrAddDefault(_free, buffer.Length, out _);
            (free ??= new Stack<float[]>()).Push(buffer);
        }

        _rented.Clear();
    }
}
