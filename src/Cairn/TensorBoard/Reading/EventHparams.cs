namespace Cairn.TensorBoard.Reading;

/// <summary>
/// What an event file says of hyperparameters: those of a session (a run) when it begins, how it ended, or which ones and which
/// metrics an experiment compares.
/// </summary>
public sealed record EventHparams
{
    /// <summary>Hyperparameters of the session by name: text, <see cref="double"/>, <see cref="bool"/>, or null.</summary>
    public IReadOnlyDictionary<string, object?> Values { get; init; } = new Dictionary<string, object?>();

    /// <summary>True when the session begins with this.</summary>
    public bool IsStart { get; init; }

    /// <summary>How the session ended; null when this is no end, or does not say.</summary>
    public RunStatus? EndStatus { get; init; }

    /// <summary>When the session began or ended, in seconds since 1970, UTC; 0 when nothing says.</summary>
    public double TimeSeconds { get; init; }

    /// <summary>Scalars that the experiment is judged by.</summary>
    public IReadOnlyList<string> MetricTags { get; init; } = [];
}
