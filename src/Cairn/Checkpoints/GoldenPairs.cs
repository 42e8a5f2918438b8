namespace Cairn.Checkpoints;

/// <summary>
/// Inputs with what a model answers to them, recorded where it is trained, so that it can be seen where it runs that it
/// answers the same. Not thread-safe.
/// </summary>
/// <param name="inputSize">Numbers of each input, at least 1.</param>
/// <param name="outputSize">Numbers of each output, at least 1.</param>
public sealed class GoldenPairs(int inputSize, int outputSize)
{
    // Bounded by what the user adds.
    private readonly List<float[]> _inputs = [];
    private readonly List<float[]> _outputs = [];

    /// <summary>How many pairs there are.</summary>
    public int Count => _inputs.Count;

    /// <summary>Numbers of each input.</summary>
    public int InputSize { get; } = AtLeastOne(inputSize, nameof(inputSize));

    /// <summary>Numbers of each output.</summary>
    public int OutputSize { get; } = AtLeastOne(outputSize, nameof(outputSize));

    /// <summary>An input, counted from 0.</summary>
    public ReadOnlySpan<float> Input(int pair) => _inputs[pair];

    /// <summary>The output that belongs to it.</summary>
    public ReadOnlySpan<float> Output(int pair) => _outputs[pair];

    /// <summary>Adds a pair.</summary>
    /// <exception cref="ArgumentException">One of them has another size than those before.</exception>
    public void Add(ReadOnlySpan<float> input, ReadOnlySpan<float> output)
    {
        if (input.Length != InputSize || output.Length != OutputSize)
        {
            throw new ArgumentException(
                $"A golden pair of {input.Length} and {output.Length} numbers; these have {InputSize} and {OutputSize}.",
                nameof(input));
        }

        _inputs.Add(input.ToArray());
        _outputs.Add(output.ToArray());
    }

    /// <summary>Lets the model answer, and adds the pair.</summary>
    /// <exception cref="ArgumentException">The input has another size than those before.</exception>
    public void Record(ReadOnlySpan<float> input, GoldenModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        float[] output = new float[OutputSize];
        model(input, output);
        Add(input, output);
    }

    private static int AtLeastOne(int size, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, name);
        return size;
    }
}
