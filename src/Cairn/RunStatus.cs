namespace Cairn;

/// <summary>Where a run stands. The numbers are stored.</summary>
public enum RunStatus
{
    /// <summary>Its process records, or died so recently that nobody has noticed yet.</summary>
    Running = 0,

    /// <summary>It ended by <c>Run.Complete</c>.</summary>
    Completed = 1,

    /// <summary>It ended by <c>Run.Fail</c>.</summary>
    Failed = 2,

    /// <summary>It was stopped on purpose (<c>Run.Kill</c>), or disposed without being completed.</summary>
    Killed = 3,

    /// <summary>Its process died. Found by whoever next drains the store.</summary>
    Crashed = 4,
}
