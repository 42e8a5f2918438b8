using System.Globalization;
using System.Text.Json;

namespace Cairn.Storage.Archives;

/// <summary>
/// Times in an archive: ISO 8601, UTC, to the millisecond; a number of milliseconds where no calendar has the time.
/// Stateless.
/// </summary>
internal static class ArchiveTime
{
    private static readonly long FirstMs = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LastMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public static DateTimeOffset Of(long timeMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(timeMs, FirstMs, LastMs));

    public static void Write(Utf8JsonWriter json, string name, long timeMs)
    {
        if (timeMs < FirstMs || timeMs > LastMs)
        {
            json.WriteNumber(name, timeMs);
            return;
        }

        json.WriteString(
            name, Of(timeMs).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }

    /// <exception cref="FormatException">It is no time.</exception>
    public static long Read(JsonElement time) => time.ValueKind == JsonValueKind.Number
        ? time.GetInt64()
        : time.GetDateTimeOffset().ToUnixTimeMilliseconds();
}
