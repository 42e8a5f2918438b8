namespace Cairn.Storage;

/// <summary>Times as the store has them: milliseconds since 1970, which may be anybody's. Stateless.</summary>
internal static class StoredTime
{
    private static readonly long FirstMs = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LastMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>A time that no calendar has becomes the nearest one.</summary>
    public static DateTimeOffset Of(long timeMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(timeMs, FirstMs, LastMs));
}
