using Cairn.Storage;

namespace Cairn.Cli.Predictions;

/// <summary>What a flaw means, in a sentence. Stateless.</summary>
internal static class FlawText
{
    public static string Meaning(PredictionFlaws flaw) => flaw switch
    {
        PredictionFlaws.BadConfidence => "the confidence is no number from 0 to 1",
        PredictionFlaws.BadProbabilities => "the probabilities do not add up to 1, or one is none",
        PredictionFlaws.EmptyName => "model, symbol or action had no name",
        PredictionFlaws.Cut => "a name was too long, or there were too many probabilities",
        PredictionFlaws.TooManyNames => "so many names were in use that (other) stands for one",
        PredictionFlaws.LookAhead => "the data is newer than the decision: it may have looked ahead",
        PredictionFlaws.NonFiniteFeatures => "a feature is NaN or infinite",
        PredictionFlaws.BadProcessingTime => "the processing time cannot be",
        PredictionFlaws.Nondeterministic => "the same features got another answer before",
        PredictionFlaws.FeatureCountChanged => "it was given another number of features than before",
        PredictionFlaws.FrozenFeed => "the features have not changed for a long time",
        _ => "",
    };
}
