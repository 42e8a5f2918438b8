using Cairn.Storage;

namespace Cairn.Cli.Outcomes;

/// <summary>
/// What became of the outcomes that have arrived since this was made, whoever handed them in. Not thread-safe.
/// </summary>
internal sealed class ArrivedOutcomes(IRunStore store)
{
    private readonly long _last = (long)store.Query("SELECT coalesce(max(id), 0) FROM outcomes").Rows[0][0]!;

    /// <summary>How many of each status; those without one are left out.</summary>
    public IReadOnlyDictionary<OutcomeStatus, long> Count() => store
        .Query($"SELECT status, count(*) FROM outcomes WHERE id > {_last} GROUP BY status ORDER BY status")
        .Rows
        .ToDictionary(row => (OutcomeStatus)(long)row[0]!, row => (long)row[1]!);
}
