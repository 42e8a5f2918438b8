namespace Cairn;

/// <summary>The store has no run with the id that was asked for.</summary>
public sealed class RunNotFoundException : CairnException
{
    internal RunNotFoundException(string runId, string store)
        : base($"There is no run {runId} in the store '{store}'. List its runs to see which there are.", inner: null) =>
        RunId = runId;

    /// <summary><c>run.missing</c>.</summary>
    public override string Code => "run.missing";

    /// <summary>The id that was asked for.</summary>
    public string RunId { get; }
}
