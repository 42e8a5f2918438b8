namespace Cairn.Storage.Sqlite;

/// <summary>What a row of <c>performance</c> is about. The numbers are on disk: never reuse one.</summary>
internal enum PerformanceGrain
{
    /// <summary>An hour of a model.</summary>
    Hour = 0,

    /// <summary>A day (UTC) of a model.</summary>
    Day = 1,

    /// <summary>A day (UTC) of a model with one symbol and one checkpoint.</summary>
    DayOfSymbol = 2,
}
