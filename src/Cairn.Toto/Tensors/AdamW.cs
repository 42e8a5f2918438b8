using System.Numerics.Tensors;

namespace Cairn.Toto.Tensors;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, arXiv:1711.05101), β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
/// Not thread-safe.
/// </summary>
internal sealed class AdamW
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly float _weightDecay;
    private readonly float[][] _means;
    private readonly float[][] _squares;
    private readonly float[] _scratch;

    public AdamW(IReadOnlyList<Parameter> parameters, double weightDecay)
    {
        _parameters = parameters;
        _weightDecay = (float)weightDecay;
        _means = [.. parameters.Select(p => new float[p.Value.Length])];
        _squares = [.. parameters.Select(p => new float[p.Value.Length])];
        _scratch = new float[parameters.Max(p => p.Value.Length)];
        Tensors = new TensorList(parameters.SelectMany((parameter, i) => new[]
        {
            parameter.Named with { Name = parameter.Name + ".mean", Values = _means[i] },
            parameter.Named with { Name = parameter.Name + ".square", Values = _squares[i] },
        }));
    }

    /// <summary>Steps taken: part of the state, since the first ones make up for moments that start at zero.</summary>
    public int Steps { get; set; }

    /// <summary>The moments, named <c>&lt;parameter&gt;.mean</c> and <c>&lt;parameter&gt;.square</c>.</summary>
    public TensorList Tensors { get; }

    /// <summary>
    /// Scales all gradients by one factor so that their joint norm is at most <paramref name="limit"/>. Returns the
    /// norm before that; it is not finite when any gradient is not, and then nothing is scaled.
    /// </summary>
    public double ClipGradients(double limit)
    {
        double squares = 0;
        foreach (Parameter parameter in _parameters)
        {
            squares += Sums.Dot(parameter.Gradient, parameter.Gradient);
        }

        double norm = Math.Sqrt(squares);
        if (norm > limit && double.IsFinite(norm))
        {
            foreach (Parameter parameter in _parameters)
            {
                TensorPrimitives.Multiply(parameter.Gradient, (float)(limit / norm), parameter.Gradient);
            }
        }

        return norm;
    }

    /// <summary>Forgets the gradients; without it, those of the next step are added to them.</summary>
    public void ClearGradients()
    {
        foreach (Parameter parameter in _parameters)
        {
            parameter.Gradient.Clear();
        }
    }

    /// <summary>Moves every parameter against its gradient.</summary>
    public void Step(double learningRate)
    {
        Steps++;
        float rate = (float)(learningRate / (1 - Math.Pow(Beta1, Steps)));
        float correction = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, Steps)));
        for (int i = 0; i < _parameters.Count; i++)
        {
            Parameter parameter = _parameters[i];
            float[] weights = parameter.Value.Data;
            if (parameter.Decays)
            {
                TensorPrimitives.Multiply(weights, 1 - (float)learningRate * _weightDecay, weights);
            }

            Update(parameter, _means[i], _squares[i], rate, correction);
        }
    }

    private void Update(Parameter parameter, float[] mean, float[] square, float rate, float correction)
    {
        Span<float> scratch = _scratch.AsSpan(0, mean.Length);
        TensorPrimitives.Multiply(mean, Beta1, mean);
        TensorPrimitives.MultiplyAdd(parameter.Gradient, 1 - Beta1, mean, mean);
        TensorPrimitives.Multiply(parameter.Gradient, parameter.Gradient, scratch);
        TensorPrimitives.Multiply(square, Beta2, square);
        TensorPrimitives.MultiplyAdd(scratch, 1 - Beta2, square, square);
        TensorPrimitives.Sqrt(square, scratch);
        TensorPrimitives.Multiply(scratch, correction, scratch);
        TensorPrimitives.Add(scratch, Epsilon, scratch);
        TensorPrimitives.Divide(mean, scratch, scratch);
        TensorPrimitives.MultiplyAdd(scratch, -rate, parameter.Value.Data, parameter.Value.Data);
    }
}
