using Cairn.Cli.Output;

namespace Cairn.Cli;

/// <summary>
/// Says trouble with recording as it happens, one line for each cause. Safe for any number of threads: Cairn's own
/// threads call it.
/// </summary>
internal sealed class FailureLines(TextWriter error)
{
    private readonly Lock _gate = new();

    // Bounded by the number of failure kinds.
    private readonly HashSet<CairnFailureKind> _standing = [];

    public void Tell(CairnFailure failure)
    {
        lock (_gate)
        {
            if (IsNews(failure))
            {
                error.WriteLine("cairn: " + Plain.Text(failure.Message));
            }
        }
    }

    /// <summary>A store that cannot be written adds nothing where the journal beside it cannot be written either.</summary>
    private bool IsNews(CairnFailure failure)
    {
        if (failure.IsRecovered)
        {
            return _standing.Remove(failure.Kind);
        }

        bool isSameCause = failure.Kind == CairnFailureKind.Store && _standing.Contains(CairnFailureKind.Journal);
        return !isSameCause && _standing.Add(failure.Kind);
    }
}
