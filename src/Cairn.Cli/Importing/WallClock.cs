namespace Cairn.Cli.Importing;

/// <summary>
/// Turns the times of a foreign run into those of the store. A time that is no time becomes the last good one. Not
/// thread-safe.
/// </summary>
/// <param name="unknownMs">Used until there is a good one: milliseconds since 1970, UTC.</param>
internal sealed class WallClock(long unknownMs)
{
    /// <summary>The end of the year 9999, where .NET's times end.</summary>
    private const long LastSecond = 253_402_300_799;

    private long _lastMs;
    private long _latestMs;

    /// <summary>The first good time; null before.</summary>
    public long? FirstMs { get; private set; }

    /// <summary>The latest good time so far.</summary>
    public long LatestMs => _latestMs > 0 ? _latestMs : unknownMs;

    public long ToMs(double seconds) =>
        FromMs(seconds is > 0 and <= LastSecond ? Math.Max(1, (long)Math.Round(seconds * 1000)) : 0);

    /// <param name="ms">Since 1970, perhaps.</param>
    public long FromMs(long ms)
    {
        if (ms is > 0 and <= LastSecond * 1000)
        {
            _lastMs = ms;
            FirstMs ??= ms;
            _latestMs = Math.Max(_latestMs, ms);
        }

        return _lastMs > 0 ? _lastMs : unknownMs;
    }
}
