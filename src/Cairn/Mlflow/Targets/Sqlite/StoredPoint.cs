namespace Cairn.Mlflow.Targets.Sqlite;

/// <summary>A point as MLflow's tables hold it: NaN as 0 with a mark, infinities as the largest numbers.</summary>
internal readonly record struct StoredPoint(long Step, long TimeMs, double Value, bool IsNan)
{
    public static StoredPoint Of(MlflowPoint point)
    {
        bool isNan = double.IsNaN(point.Value);
        double value = isNan ? 0 : Math.Clamp(point.Value, double.MinValue, double.MaxValue);
        return new StoredPoint(point.Step, point.TimeMs, value, isNan);
    }

    public MlflowPoint ToPoint() => new(Step, TimeMs, IsNan ? double.NaN : Value);

    /// <summary>By step, then time, then value, as MLflow compares them.</summary>
    public bool IsLaterThan(StoredPoint other) =>
        (Step, TimeMs, Value).CompareTo((other.Step, other.TimeMs, other.Value)) > 0;
}
