namespace Cairn.Sinks.Store.Predictions;

/// <summary>What became of a prediction's record.</summary>
internal enum PredictionFate
{
    /// <summary>It has a row, or is counted on one.</summary>
    Stored,

    /// <summary>A word of it has no meaning any more; nothing was written.</summary>
    Undefined,

    /// <summary>Its id is taken by another, or cannot be one; nothing was written.</summary>
    Malformed,
}
