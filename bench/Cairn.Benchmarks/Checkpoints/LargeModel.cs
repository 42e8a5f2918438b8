using System.Runtime.InteropServices;
using Cairn.Checkpoints;

namespace Cairn.Benchmarks.Checkpoints;

/// <summary>Weights of random appearance, in tensors of equal size, and the buffers that a plain copy goes to.</summary>
internal sealed class LargeModel
{
    private const int TensorBytes = 16 << 20;

    private readonly float[][] _tensors;
    private readonly float[][] _copies;

    public LargeModel(long bytes)
    {
        _tensors = [.. Enumerable.Range(0, (int)(bytes / TensorBytes)).Select(MakeTensor)];
        _copies = [.. _tensors.Select(tensor => (float[])tensor.Clone())];
        State = new TensorArrays(_tensors.Select((tensor, i) => KeyValuePair.Create($"layer.{i}", (Array)tensor)));
    }

    public long Bytes => (long)_tensors.Length * TensorBytes;

    public ITensorState State { get; }

    public ReadOnlySpan<byte> Tensor(int index) => MemoryMarshal.AsBytes(_tensors[index].AsSpan());

    public int Count => _tensors.Length;

    /// <summary>The floor of taking a state: the same bytes to memory that is there.</summary>
    public void Copy()
    {
        for (int i = 0; i < _tensors.Length; i++)
        {
            _tensors[i].AsSpan().CopyTo(_copies[i]);
        }
    }

    private static float[] MakeTensor(int seed)
    {
        float[] tensor = new float[TensorBytes / sizeof(float)];
        var random = new Random(seed);
        for (int i = 0; i < tensor.Length; i++)
        {
            tensor[i] = (random.NextSingle() - 0.5f) * 0.1f;
        }

        return tensor;
    }
}
