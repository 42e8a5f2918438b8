using System.Text.Json;

namespace Cairn.Tests.TensorBoard.Golden;

/// <summary>A record that TensorBoard's own writers wrote: its bytes, and what they mean.</summary>
/// <param name="Folder">Name of the log folder.</param>
/// <param name="Event">The event as protobuf's JSON.</param>
/// <param name="Data">The event's bytes.</param>
/// <param name="Framed">The whole record's bytes.</param>
internal sealed record GoldenRecord(string Folder, JsonElement Event, byte[] Data, byte[] Framed)
{
    private const int Header = 12;
    private const int Footer = 4;

    public double WallTime => Event.TryGetProperty("wall_time", out JsonElement time) ? time.GetDouble() : 0;

    public long Step => Event.TryGetProperty("step", out JsonElement step) ? long.Parse(step.GetString()!) : 0;

    /// <summary>Null where the event has another number of values than one.</summary>
    public JsonElement? Value =>
        Event.TryGetProperty("summary", out JsonElement summary)
        && summary.TryGetProperty("value", out JsonElement values)
        && values.GetArrayLength() == 1
            ? values[0]
            : null;

    /// <summary>All whole records of the log folders whose names begin so.</summary>
    public static IEnumerable<GoldenRecord> Of(string prefix)
    {
        foreach (string description in Directory.GetFiles(GoldenFolder.Path!, $"{prefix}*.records.json").Order())
        {
            string folder = Path.GetFileName(description)[..^".records.json".Length];
            JsonElement files = JsonDocument.Parse(File.ReadAllBytes(description)).RootElement;
            foreach (JsonElement file in files.EnumerateArray())
            {
                byte[] bytes = File.ReadAllBytes(
                    Path.Combine(GoldenFolder.Path!, folder, file.GetProperty("file").GetString()!));
                foreach (JsonElement record in file.GetProperty("records").EnumerateArray())
                {
                    int start = record.GetProperty("offset").GetInt32();
                    int length = record.GetProperty("length").GetInt32();
                    yield return new GoldenRecord(
                        folder,
                        record.GetProperty("event"),
                        bytes[(start + Header)..(start + Header + length)],
                        bytes[start..(start + Header + length + Footer)]);
                }
            }
        }
    }
}
