namespace Cairn.Mlflow.Targets.Local;

/// <summary>Times as MLflow stores them. Stateless.</summary>
internal static class LocalTime
{
    private static readonly long MinMs = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long MaxMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>What others wrote may be no time at all: the nearest one then.</summary>
    public static DateTimeOffset FromMs(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(ms, MinMs, MaxMs));
}
