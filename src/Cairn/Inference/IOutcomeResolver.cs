using Cairn.Storage;

namespace Cairn.Inference;

/// <summary>
/// Knows what turned out to be true, as from the prices that came since. A host that registers one
/// (<c>AddCairnOutcomes</c>) has it asked in the background. It is asked by one caller at a time.
/// </summary>
public interface IOutcomeResolver
{
    /// <summary>
    /// Gives the outcomes of predictions that are known. Predictions that are left out are handed in again at the next
    /// interval, until their deadline. What it throws is logged and hurts nobody; it is then asked again later.
    /// </summary>
    /// <param name="due">Predictions of one model whose horizon has passed and that have no outcome, the oldest
    /// first.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    ValueTask<IReadOnlyList<ResolvedOutcome>> ResolveAsync(
        IReadOnlyList<PredictionInfo> due, CancellationToken cancellationToken);
}
