using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Tests.Inference;

/// <summary>A prediction as it came out of a journal, with its words.</summary>
internal sealed record SeenPrediction(
    PredictionPayload Fields,
    string Model,
    string Symbol,
    string Action,
    LabelDefinition? Checkpoint,
    (string Action, double Probability)[] Probabilities,
    float[] Features)
{
    public PredictionFlaws Flaws => (PredictionFlaws)Fields.Flaws;
}
