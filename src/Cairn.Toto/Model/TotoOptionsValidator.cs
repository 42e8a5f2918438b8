namespace Cairn.Toto.Model;

/// <summary>The rules of <see cref="TotoOptions"/>, in the order of its properties.</summary>
internal sealed class TotoOptionsValidator(TotoOptions options)
{
    public IEnumerable<string> Errors() =>
        Limits().Concat(Dimensions()).OfType<string>();

    private IEnumerable<string?> Limits() =>
    [
        AtLeast(1, options.PatchSize, nameof(options.PatchSize)),
        AtLeast(1, options.Stride, nameof(options.Stride)),
        AtLeast(1, options.EmbedDim, nameof(options.EmbedDim)),
        AtLeast(1, options.NumLayers, nameof(options.NumLayers)),
        AtLeast(1, options.NumHeads, nameof(options.NumHeads)),
        AtLeast(1, options.MlpHiddenDim, nameof(options.MlpHiddenDim)),
        Require(options.Dropout is >= 0 and < 1, options.Dropout, nameof(options.Dropout), "from 0 to below 1"),
        AtLeast(1, options.PredictionLength, nameof(options.PredictionLength)),
        AtLeast(1, options.WindowStride, nameof(options.WindowStride)),
        Require(options.ValidationFraction is > 0 and < 1, options.ValidationFraction,
            nameof(options.ValidationFraction), "above 0 and below 1"),
        AtLeast(1, options.BatchSize, nameof(options.BatchSize)),
        AtLeast(1, options.Epochs, nameof(options.Epochs)),
        Positive(options.LearningRate, nameof(options.LearningRate)),
        Require(Enum.IsDefined(options.Schedule), options.Schedule, nameof(options.Schedule),
            $"one of {string.Join(", ", Enum.GetNames<LearningRateSchedule>())}"),
        AtLeast(0, options.WarmupSteps, nameof(options.WarmupSteps)),
        Require(options.WeightDecay is >= 0 and < double.PositiveInfinity, options.WeightDecay,
            nameof(options.WeightDecay), "a number of at least 0"),
        Positive(options.GradientClip, nameof(options.GradientClip)),
        Positive(options.HuberDelta, nameof(options.HuberDelta)),
        AtLeast(0, options.Patience, nameof(options.Patience)),
        AtLeast(0, options.Threads, nameof(options.Threads)),
    ];

    /// <summary>How settings must fit together, as far as each is possible at all.</summary>
    private IEnumerable<string> Dimensions()
    {
        (int heads, int width, int patch, int stride) = (options.NumHeads, options.EmbedDim, options.PatchSize, options.Stride);
        if (heads > 0 && width > 0 && width % heads != 0)
        {
            yield return $"{nameof(options.EmbedDim)} is {width}, which {nameof(options.NumHeads)} = {heads} does not "
                + $"divide; set it to {(width / heads + 1) * heads}.";
        }

        int rest = options.SequenceLength - patch;
        if (patch > 0 && stride > 0 && (rest < 0 || rest % stride != 0))
        {
            yield return $"{nameof(options.SequenceLength)} is {options.SequenceLength}, which is not "
                + $"{nameof(options.PatchSize)} = {patch} plus a multiple of {nameof(options.Stride)} = {stride}; "
                + $"set it to {patch + Math.Max(0, rest / stride + 1) * stride}.";
        }
    }

    private static string? AtLeast(int minimum, int value, string name) =>
        Require(value >= minimum, value, name, $"at least {minimum}");

    private static string? Positive(double value, string name) =>
        Require(value is > 0 and < double.PositiveInfinity, value, name, "a number above 0");

    private static string? Require(bool holds, object value, string name, string remedy) =>
        holds ? null : $"{name} is {value}; set it to {remedy}.";
}
