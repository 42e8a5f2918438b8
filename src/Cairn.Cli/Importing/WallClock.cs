namespace Cairn.Cli.Importing;

/// <summary>
/// Turns the times of a foreign run into those of the store. A time that is no time becomes the last good one. Not
/// thread-safe.
/// </summary>
/// <param name="nowMs">Used until there is a good one: milliseconds since 1970, UTC.</param>
internal sealed class WallClock(long nowMs)
{
    /// <summary>The end of the year 9999, where .NET's times end.</summary>
    private const double LastSecond = 253_402_300_799;

    private long _lastMs;
    private long _latestMs;

    /// <summary>The first good time; null before.</summary>
    public long? FirstMs { get; private set; }

    /// <summary>The latest good time so far.</summary>
    public long LatestMs => _latestMs > 0 ? _latestMs : nowMs;

    public long ToMs(double seconds)
    {
        if (seconds is > 0 and <= LastSecond)
        {
            _lastMs = Math.Max(1, (long)Math.Round(seconds * 1000));
            FirstMs ??= _lastMs;
            _latestMs = Math.Max(_latestMs, _lastMs);
        }

        return _lastMs > 0 ? _lastMs : nowMs;
    }
}
