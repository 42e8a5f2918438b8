namespace Cairn.Storage.Archives;

/// <summary>
/// Numbers of a journal between which repetitions of a chunk's predictions are, with others. Immutable.
/// </summary>
/// <param name="Source">The journal.</param>
/// <param name="First">The number of the first of them there.</param>
/// <param name="Last">The number of the last.</param>
internal sealed record RepeatSpan(string Source, long First, long Last)
{
    /// <summary>One for each journal.</summary>
    public static IEnumerable<RepeatSpan> Of(IEnumerable<PredictionId> repeats) => repeats
        .GroupBy(repeat => repeat.Source, repeat => repeat.Number)
        .Select(journal => new RepeatSpan(journal.Key, journal.Min(), journal.Max()));
}
