using System.Buffers.Text;

namespace Cairn.Sinks.Files;

/// <summary>
/// Writes times as <c>2026-11-21 14:35:00.123</c>. Remembers the last second, since the records of one batch share a
/// few. Not thread-safe.
/// </summary>
/// <param name="separator">Between date and time.</param>
/// <param name="suffix">Behind the milliseconds.</param>
internal sealed class UtcText(char separator, string suffix)
{
    private const int SecondsLength = 19;
    private const int MillisecondsLength = SecondsLength + 4;

    // What DateTimeOffset can hold: the years 1 to 9999.
    private static readonly long FirstMs = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LastMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private readonly byte[] _text = new byte[MillisecondsLength + suffix.Length];
    private long _second = long.MinValue;

    /// <summary>Valid until the next call. A time that no calendar has becomes the nearest one.</summary>
    public ReadOnlySpan<byte> Format(long timeMs)
    {
        timeMs = Math.Clamp(timeMs, FirstMs, LastMs);
        long second = (long)Math.Floor(timeMs / 1000d);
        if (second != _second)
        {
            WriteSecond(second);
        }

        Utf8Formatter.TryFormat((int)(timeMs - (second * 1000)), _text.AsSpan(SecondsLength + 1), out _, new('D', 3));
        return _text;
    }

    private void WriteSecond(long second)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(second);
        time.TryFormat(_text, out _, "yyyy-MM-dd HH:mm:ss.");
        _text[10] = (byte)separator;
        for (int i = 0; i < suffix.Length; i++)
        {
            _text[MillisecondsLength + i] = (byte)suffix[i];
        }

        _second = second;
    }
}
