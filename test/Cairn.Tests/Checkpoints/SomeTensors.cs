using Cairn.Checkpoints;

namespace Cairn.Tests.Checkpoints;

/// <summary>Tensors to save in tests: any types, shapes and names, with their bytes.</summary>
internal sealed class SomeTensors(IReadOnlyList<TensorInfo> tensors, byte[][] bytes) : ITensorState
{
    private static readonly string[] Names =
    [
        "w", "layer.0.weight", "\"quoted\"", "back\\slash", "naïve é", "重み", "🧠", "line\nbreak", "nul\0", " ", "{}",
    ];

    private static readonly TensorType[] Types = Enum.GetValues<TensorType>();

    public IReadOnlyList<TensorInfo> Tensors => tensors;

    public IReadOnlyList<byte[]> Bytes => bytes;

    public static SomeTensors Random(int seed)
    {
        var random = new Random(seed);
        TensorInfo[] tensors =
        [
            .. Enumerable.Range(0, random.Next(12)).Select(i => new TensorInfo(
                $"{Names[random.Next(Names.Length)]}{i}", Types[random.Next(Types.Length)], Shape(random))),
        ];
        var state = new SomeTensors(tensors, [.. tensors.Select(tensor => new byte[tensor.Bytes])]);
        foreach (byte[] tensor in state.Bytes)
        {
            random.NextBytes(tensor);
        }

        return state;
    }

    /// <summary>The same tensors, all zero.</summary>
    public SomeTensors Blank() => new(tensors, [.. bytes.Select(tensor => new byte[tensor.Length])]);

    public void Read(int index, long offset, Span<byte> destination) =>
        bytes[index].AsSpan((int)offset, destination.Length).CopyTo(destination);

    public void Write(int index, long offset, ReadOnlySpan<byte> source) =>
        source.CopyTo(bytes[index].AsSpan((int)offset, source.Length));

    private static long[] Shape(Random random) =>
        [.. Enumerable.Range(0, random.Next(5)).Select(_ => (long)random.Next(6))];
}
