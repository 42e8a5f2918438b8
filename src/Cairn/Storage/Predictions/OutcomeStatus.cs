namespace Cairn.Storage;

/// <summary>What became of an outcome that was handed in. The numbers are on disk: never reuse one.</summary>
public enum OutcomeStatus
{
    /// <summary>It counts: its prediction is resolved by it.</summary>
    Applied = 1,

    /// <summary>It counted until another, which differs, came for the same prediction.</summary>
    Superseded = 2,

    /// <summary>It says what was known already; it changes nothing.</summary>
    Duplicate = 3,

    /// <summary>It became true after the deadline of the contract; it is kept and does not count.</summary>
    Late = 4,

    /// <summary>It became true before the decision; it is kept and does not count.</summary>
    BeforePrediction = 5,

    /// <summary>There is no such prediction yet; it counts as soon as there is.</summary>
    Waiting = 6,

    /// <summary>Several predictions are meant; it is kept and counts for none.</summary>
    Ambiguous = 7,
}
