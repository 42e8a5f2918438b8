namespace Cairn.Toto.Model;

/// <summary>The shape of a Toto model and how to train it. Set what differs, then <see cref="Validate"/>.</summary>
public sealed class TotoOptions
{
    /// <summary>
    /// A model of some 20,000 weights that learns <see cref="Data.GeneratedMarket"/> in seconds. A new object each
    /// time.
    /// </summary>
    public static TotoOptions Demo => new()
    {
        EmbedDim = 32,
        NumLayers = 2,
        NumHeads = 4,
        MlpHiddenDim = 64,
        SequenceLength = 60,
        Epochs = 5,
        LearningRate = 2e-3,
        WarmupSteps = 20,
    };

    /// <summary>Bars in a patch, the unit that attention works on. At least 1. Default 12.</summary>
    public int PatchSize { get; set; } = 12;

    /// <summary>Bars from patch to patch, at least 1; below <see cref="PatchSize"/> they overlap. Default 6.</summary>
    public int Stride { get; set; } = 6;

    /// <summary>Width of the model; a multiple of <see cref="NumHeads"/>. Default 128.</summary>
    public int EmbedDim { get; set; } = 128;

    /// <summary>Transformer layers, at least 1. Default 4.</summary>
    public int NumLayers { get; set; } = 4;

    /// <summary>Attention heads in each layer, at least 1. Default 8.</summary>
    public int NumHeads { get; set; } = 8;

    /// <summary>Width of the hidden layer of each feed-forward part, at least 1. Default 256.</summary>
    public int MlpHiddenDim { get; set; } = 256;

    /// <summary>Share of activations that training drops, from 0 to below 1. Default 0.1.</summary>
    public double Dropout { get; set; } = 0.1;

    /// <summary>
    /// Bars that a forecast looks at: <see cref="PatchSize"/> plus a multiple of <see cref="Stride"/>, so that patches
    /// cover them exactly. Default 96.
    /// </summary>
    public int SequenceLength { get; set; } = 96;

    /// <summary>Closes that are forecast, at least 1. Default 12.</summary>
    public int PredictionLength { get; set; } = 12;

    /// <summary>
    /// Bars from one window to the next, at least 1. Default 1, every window: 4,000 bars make some 3,900 windows, an
    /// epoch of about 10 s on two cores with the default model. A larger stride shortens it in proportion and loses
    /// little, since neighbours overlap.
    /// </summary>
    public int WindowStride { get; set; } = 1;

    /// <summary>The newest share of the bars, held back to validate; above 0 and below 1. Default 0.2.</summary>
    public double ValidationFraction { get; set; } = 0.2;

    /// <summary>Windows in a step, at least 1; the last step of an epoch takes what is left. Default 32.</summary>
    public int BatchSize { get; set; } = 32;

    /// <summary>Epochs to train, at least 1, unless something ends the training earlier. Default 20.</summary>
    public int Epochs { get; set; } = 20;

    /// <summary>Highest learning rate, above 0. Default 0.0005.</summary>
    public double LearningRate { get; set; } = 5e-4;

    /// <summary>What the rate does after the warm-up. Default <see cref="LearningRateSchedule.Cosine"/>.</summary>
    public LearningRateSchedule Schedule { get; set; } = LearningRateSchedule.Cosine;

    /// <summary>
    /// Steps in which the learning rate rises from zero, at least 0; limited to half of all steps. Default 50.
    /// </summary>
    public int WarmupSteps { get; set; } = 50;

    /// <summary>Decoupled weight decay of the matrices, at least 0. Default 0.01.</summary>
    public double WeightDecay { get; set; } = 0.01;

    /// <summary>Joint norm that gradients are scaled down to, above 0. Default 1.</summary>
    public double GradientClip { get; set; } = 1;

    /// <summary>
    /// Where the loss turns from quadratic to linear, above 0, in units of a window's expected move. Default 1.
    /// </summary>
    public double HuberDelta { get; set; } = 1;

    /// <summary>Epochs without a better validation loss after which training stops; 0: never. Default 10.</summary>
    public int Patience { get; set; } = 10;

    /// <summary>
    /// Seed of weights, order and dropout: the same seed gives the same losses to the bit, for any
    /// <see cref="Threads"/>. Default 1.
    /// </summary>
    public int Seed { get; set; } = 1;

    /// <summary>Threads that compute; 0, the default, takes all processors.</summary>
    public int Threads { get; set; }

    /// <summary>Patches in a context.</summary>
    internal int PatchCount => (SequenceLength - PatchSize) / Stride + 1;

    /// <summary>Checks all settings at once.</summary>
    /// <returns>A sentence for each error, naming setting, value and remedy; empty when all is well.</returns>
    public IReadOnlyList<string> Validate() => [.. new TotoOptionsValidator(this).Errors()];

    /// <summary>The settings as parameters of a run, in the names that Python training scripts use.</summary>
    /// <returns>All settings, such as <c>patch_size</c>.</returns>
    public IReadOnlyList<KeyValuePair<string, object?>> ToParameters() =>
    [
        new("patch_size", PatchSize), new("stride", Stride), new("embed_dim", EmbedDim), new("num_layers", NumLayers),
        new("num_heads", NumHeads), new("mlp_hidden_dim", MlpHiddenDim), new("dropout", Dropout),
        new("sequence_length", SequenceLength), new("prediction_length", PredictionLength),
        new("window_stride", WindowStride), new("validation_fraction", ValidationFraction),
        new("batch_size", BatchSize), new("epochs", Epochs), new("learning_rate", LearningRate),
        new("schedule", Schedule.ToString()), new("warmup_steps", WarmupSteps), new("weight_decay", WeightDecay),
        new("gradient_clip", GradientClip), new("huber_delta", HuberDelta), new("patience", Patience),
        new("seed", Seed), new("threads", Threads),
    ];
}
