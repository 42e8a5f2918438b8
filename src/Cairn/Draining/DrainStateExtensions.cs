namespace Cairn.Draining;

/// <summary>What several turns came to together.</summary>
internal static class DrainStateExtensions
{
    /// <summary>The more urgent of the two.</summary>
    public static DrainState And(this DrainState one, DrainState other) => one > other ? one : other;
}
