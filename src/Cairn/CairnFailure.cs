namespace Cairn;

/// <summary>
/// Something that Cairn could not do. The host goes on; each kind is reported once until it has recovered.
/// </summary>
/// <param name="Kind">Which part is in trouble.</param>
/// <param name="Message">What happened, where, and what to do.</param>
/// <param name="Exception">What the system said, where it said something.</param>
/// <param name="IsRecovered">True when this says that the trouble is over.</param>
public sealed record CairnFailure(
    CairnFailureKind Kind, string Message, Exception? Exception = null, bool IsRecovered = false);
