using Cairn.Storage.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>Which row of <c>performance</c>. Symbol and checkpoint are 0 but for days by symbol.</summary>
internal readonly record struct PerformanceKey(
    long Model, PerformanceGrain Grain, long StartMs, long Symbol, long Checkpoint)
{
    /// <summary>The row that a prediction counts in.</summary>
    public static PerformanceKey Of(PerformanceGrain grain, in StoredPrediction prediction)
    {
        long startMs = TimeFloor.Of(prediction.DecidedMs, SizeOf(grain));
        return grain == PerformanceGrain.DayOfSymbol
            ? new PerformanceKey(prediction.Model, grain, startMs, prediction.Symbol, prediction.Checkpoint)
            : new PerformanceKey(prediction.Model, grain, startMs, 0, 0);
    }

    /// <summary>Whether a prediction counts in this row.</summary>
    public bool Covers(in StoredPrediction prediction) =>
        Model == prediction.Model
        && (ulong)(prediction.DecidedMs - StartMs) < (ulong)SizeOf(Grain)
        && (Grain != PerformanceGrain.DayOfSymbol
            || (Symbol == prediction.Symbol && Checkpoint == prediction.Checkpoint));

    private static long SizeOf(PerformanceGrain grain) =>
        grain == PerformanceGrain.Hour ? TimeFloor.HourMs : TimeFloor.DayMs;
}
