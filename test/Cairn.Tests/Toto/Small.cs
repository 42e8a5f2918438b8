using Cairn.Toto.Data;
using Cairn.Toto.Model;

namespace Cairn.Tests.Toto;

/// <summary>A model and a market small enough for a test.</summary>
internal static class Small
{
    public static TotoOptions Options => new()
    {
        PatchSize = 6,
        Stride = 3,
        EmbedDim = 16,
        NumLayers = 2,
        NumHeads = 2,
        MlpHiddenDim = 24,
        SequenceLength = 24,
        PredictionLength = 4,
        BatchSize = 16,
        LearningRate = 3e-3,
        WarmupSteps = 5,
        Epochs = 3,
        Threads = 1,
    };

    public static TotoOptions OptionsFor(int epochs)
    {
        TotoOptions options = Options;
        options.Epochs = epochs;
        return options;
    }

    public static MarketData Market => GeneratedMarket.Create(300, 1);
}
