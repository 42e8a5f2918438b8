using System.Globalization;
using System.Text.Json;

namespace Cairn.Storage.Archives;

/// <summary>
/// Times in an archive: ISO 8601, UTC, to the millisecond; a number of milliseconds where no calendar has the time.
/// Stateless.
/// </summary>
internal static class ArchiveTime
{
    public static void Write(Utf8JsonWriter json, string name, long timeMs)
    {
        DateTimeOffset time = StoredTime.Of(timeMs);
        if (time.ToUnixTimeMilliseconds() != timeMs)
        {
            json.WriteNumber(name, timeMs);
            return;
        }

        json.WriteString(
            name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }

    /// <exception cref="FormatException">It is no time.</exception>
    public static long Read(JsonElement time) => time.ValueKind == JsonValueKind.Number
        ? time.GetInt64()
        : time.GetDateTimeOffset().ToUnixTimeMilliseconds();
}
