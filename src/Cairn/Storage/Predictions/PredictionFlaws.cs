namespace Cairn.Storage;

/// <summary>What is wrong with a prediction, or odd. The numbers are on disk: never reuse one.</summary>
[Flags]
public enum PredictionFlaws
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The confidence is no number from 0 to 1; it is kept, and left out of means.</summary>
    BadConfidence = 1,

    /// <summary>The probabilities do not add up to 1 (to a hundredth), or one is no number from 0 to 1.</summary>
    BadProbabilities = 2,

    /// <summary>Model, symbol or action was empty; <c>(none)</c> stands for it.</summary>
    EmptyName = 4,

    /// <summary>A name was too long, or there were too many probabilities; the rest was cut off.</summary>
    Cut = 8,

    /// <summary>So many different names were in use that <c>(other)</c> stands for one.</summary>
    TooManyNames = 16,

    /// <summary>The data is newer than the decision: the model may have looked ahead.</summary>
    LookAhead = 32,

    /// <summary>A feature is NaN or infinite.</summary>
    NonFiniteFeatures = 64,

    /// <summary>Processing time is negative or infinite.</summary>
    BadProcessingTime = 128,

    /// <summary>The same model, symbol, checkpoint and features gave another answer before.</summary>
    Nondeterministic = 256,

    /// <summary>The model was given another number of features than before, by the same checkpoint.</summary>
    FeatureCountChanged = 512,

    /// <summary>The features have not changed for a long time, as if the feed stood still.</summary>
    FrozenFeed = 1024,
}
