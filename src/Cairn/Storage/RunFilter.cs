namespace Cairn.Storage;

/// <summary>Which runs to list. All conditions that are set must hold.</summary>
public sealed class RunFilter
{
    /// <summary>Only runs of this experiment.</summary>
    public string? Experiment { get; set; }

    /// <summary>Only runs in this state.</summary>
    public RunStatus? Status { get; set; }

    /// <summary>Only runs with this tag, whatever its value.</summary>
    public string? Tag { get; set; }

    /// <summary>At most this many. Default 100.</summary>
    public int Limit { get; set; } = 100;

    /// <summary>How many of the newest to pass over. Default 0.</summary>
    public int Offset { get; set; }
}
