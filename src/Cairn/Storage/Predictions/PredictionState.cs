namespace Cairn.Storage;

/// <summary>Where a prediction stands.</summary>
public enum PredictionState
{
    /// <summary>It is not known yet whether it was right.</summary>
    Pending,

    /// <summary>Its outcome is known.</summary>
    Resolved,

    /// <summary>The deadline of its model's contract passed without an outcome.</summary>
    Expired,
}
