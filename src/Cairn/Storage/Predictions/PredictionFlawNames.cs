namespace Cairn.Storage;

/// <summary>Flaws as people read them. Stateless.</summary>
internal static class PredictionFlawNames
{
    // In the order of their bits.
    private static readonly (PredictionFlaws Flaw, string Name)[] Names =
    [
        (PredictionFlaws.BadConfidence, "bad_confidence"),
        (PredictionFlaws.BadProbabilities, "bad_probabilities"),
        (PredictionFlaws.EmptyName, "empty_name"),
        (PredictionFlaws.Cut, "cut"),
        (PredictionFlaws.TooManyNames, "too_many_names"),
        (PredictionFlaws.LookAhead, "look_ahead"),
        (PredictionFlaws.NonFiniteFeatures, "non_finite_features"),
        (PredictionFlaws.BadProcessingTime, "bad_processing_time"),
        (PredictionFlaws.Nondeterministic, "nondeterministic"),
        (PredictionFlaws.FeatureCountChanged, "feature_count_changed"),
        (PredictionFlaws.FrozenFeed, "frozen_feed"),
    ];

    /// <summary>All flaws that have a name.</summary>
    public static PredictionFlaws Known { get; } = Names.Aggregate(PredictionFlaws.None, (all, one) => all | one.Flaw);

    /// <summary>Names with commas between: <c>bad_confidence, look_ahead</c>; empty for none.</summary>
    public static string Of(PredictionFlaws flaws) =>
        string.Join(", ", Names.Where(one => flaws.HasFlag(one.Flaw)).Select(one => one.Name));
}
