using static Cairn.Checkpoints.Safetensors.SafetensorsFormat;

namespace Cairn.Checkpoints.Safetensors;

/// <summary>Whether a file has exactly the tensors of a state.</summary>
internal static class TensorDifferences
{
    /// <summary>Enough to see what went wrong; a wrong model differs in all of its tensors.</summary>
    private const int Named = 10;

    /// <param name="tensors">What the state has.</param>
    /// <param name="layout">What the file has.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="CheckpointException"><c>checkpoint.mismatch</c>: they are not the same tensors.</exception>
    public static void ThrowIfAny(IReadOnlyList<TensorInfo> tensors, SafetensorsLayout layout, string path)
    {
        List<string> differences = Between(tensors, layout);
        if (differences.Count == 0)
        {
            return;
        }

        string more = differences.Count > Named ? $"; and {differences.Count - Named} more" : "";
        throw new CheckpointException(
            "checkpoint.mismatch",
            $"{path} is not a state of this model. Differences: {differences.Count}. "
            + $"{string.Join("; ", differences.Take(Named))}{more}. Nothing was loaded.");
    }

    private static List<string> Between(IReadOnlyList<TensorInfo> tensors, SafetensorsLayout layout)
    {
        // Bounded by the tensors of both.
        var differences = new List<string>();
        var names = new HashSet<string>(tensors.Count);
        foreach (TensorInfo tensor in tensors)
        {
            if (!names.Add(tensor.Name))
            {
                differences.Add($"the model has {Shown(tensor.Name)} twice");
            }
            else if (layout.Find(tensor.Name) is not TensorPlace place)
            {
                differences.Add($"the file lacks {Shown(tensor.ToString())}");
            }
            else if (!place.Tensor.Matches(tensor))
            {
                differences.Add($"the model has {Shown(tensor.ToString())}, the file {Shown(place.Tensor.ToString())}");
            }
        }

        differences.AddRange(layout.Places
            .Where(place => !names.Contains(place.Tensor.Name))
            .Select(place => $"the model lacks {Shown(place.Tensor.ToString())}"));
        return differences;
    }
}
