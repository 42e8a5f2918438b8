using Cairn.Checkpoints.Loading;

namespace Cairn.Checkpoints.Golden;

/// <summary>Golden pairs as tensors: <c>inputs</c> [pairs, numbers] and <c>outputs</c> [pairs, numbers]. Stateless.</summary>
internal static class GoldenTensors
{
    private const string Inputs = "inputs";
    private const string Outputs = "outputs";

    public static ITensorState Of(GoldenPairs pairs)
    {
        float[,] inputs = new float[pairs.Count, pairs.InputSize];
        float[,] outputs = new float[pairs.Count, pairs.OutputSize];
        for (int pair = 0; pair < pairs.Count; pair++)
        {
            Put(pairs.Input(pair), inputs, pair);
            Put(pairs.Output(pair), outputs, pair);
        }

        return Both(inputs, outputs);
    }

    /// <param name="tensors">The tensors.</param>
    /// <param name="id">The checkpoint that they are of, for messages.</param>
    /// <exception cref="CheckpointException"><c>checkpoint.mismatch</c>: they are not golden pairs.</exception>
    public static GoldenPairs Read(LoadedTensors tensors, string id)
    {
        if (Find(tensors, Inputs) is not { } inputs || Find(tensors, Outputs) is not { } outputs
            || inputs.GetLength(0) != outputs.GetLength(0))
        {
            throw new CheckpointException(
                "checkpoint.mismatch",
                $"Checkpoint {id}: the tensors of the group '{LoadedCheckpoint.GoldenGroup}' are no golden pairs; these are "
                + $"{Inputs} and {Outputs}, F32 [pairs, numbers] both. There is: {string.Join("; ", tensors.Infos)}. Save it "
                + "with CheckpointContent.GoldenPairs.");
        }

        ITensorState state = Both(inputs, outputs);
        tensors.Check(state);
        tensors.Put(state);
        var pairs = new GoldenPairs(inputs.GetLength(1), outputs.GetLength(1));
        for (int pair = 0; pair < inputs.GetLength(0); pair++)
        {
            pairs.Add(Row(inputs, pair), Row(outputs, pair));
        }

        return pairs;
    }

    /// <summary>An empty array of the size of a tensor; null where there is none of that kind.</summary>
    private static float[,]? Find(LoadedTensors tensors, string name)
    {
        TensorInfo? info = tensors.Infos.FirstOrDefault(one => one.Name == name);
        return info is { Type: TensorType.F32, Shape: [> 0 and < int.MaxValue, > 0 and < int.MaxValue] }
            ? new float[info.Shape[0], info.Shape[1]]
            : null;
    }

    private static TensorArrays Both(float[,] inputs, float[,] outputs) =>
        new([new(Inputs, inputs), new(Outputs, outputs)]);

    private static void Put(ReadOnlySpan<float> row, float[,] rows, int index)
    {
        for (int i = 0; i < row.Length; i++)
        {
            rows[index, i] = row[i];
        }
    }

    private static float[] Row(float[,] rows, int index) =>
        [.. Enumerable.Range(0, rows.GetLength(1)).Select(i => rows[index, i])];
}
