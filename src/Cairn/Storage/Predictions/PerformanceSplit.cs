namespace Cairn.Storage;

/// <summary>How finely statistics are told apart. Values can be combined; the model always is.</summary>
[Flags]
public enum PerformanceSplit
{
    /// <summary>One line for each model.</summary>
    None = 0,

    /// <summary>By day (UTC, of the decision).</summary>
    Day = 1,

    /// <summary>By symbol.</summary>
    Symbol = 2,

    /// <summary>By checkpoint.</summary>
    Checkpoint = 4,
}
