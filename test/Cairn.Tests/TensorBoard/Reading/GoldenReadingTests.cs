using System.Globalization;
using System.Text.Json.Nodes;
using Cairn.TensorBoard.Reading;

namespace Cairn.Tests.TensorBoard.Reading;

/// <summary>What TensorBoard and torch wrote, against what TensorBoard's own readers see in it.</summary>
public class GoldenReadingTests
{
    [GoldenTheory]
    [MemberData(nameof(GoldenEvents.Names), MemberType = typeof(GoldenEvents))]
    public void Every_record_is_read_where_and_as_it_was_written(string name)
    {
        JsonNode truth = GoldenEvents.Json(name + ".json");
        foreach (JsonNode? file in GoldenEvents.Json(name + ".records.json").AsArray())
        {
            string path = (string)file!["file"]!;
            if (path.EndsWith(".profile-empty", StringComparison.Ordinal))
            {
                continue; // TensorBoard does not read it either
            }

            JsonArray? errors = ErrorsOf(truth, path);
            long damagedAt = DamagedAt(errors);
            using var reader = new EventFileReader(Path.Combine(GoldenEvents.Folder!, name, path));
            foreach (JsonNode? record in file["records"]!.AsArray().Where(one => (long)one!["offset"]! != damagedAt))
            {
                CheckRecord(record!, reader);
            }

            Assert.False(reader.TryRead(out _));
            Assert.Equal(damagedAt >= 0 ? [damagedAt] : [], reader.Damages.Select(damage => damage.Offset));
            Assert.Equal(errors?.Any(IsTorn) == true, reader.IncompleteAt is not null);
        }
    }

    [GoldenTheory]
    [MemberData(nameof(GoldenEvents.Names), MemberType = typeof(GoldenEvents))]
    public void Runs_and_tags_are_those_that_TensorBoard_sees(string name)
    {
        JsonObject truth = GoldenEvents.Json(name + ".json")["runs"]!.AsObject();
        IReadOnlyList<EventRun> runs = EventRun.Find(Path.Combine(GoldenEvents.Folder!, name));

        Assert.Equal(
            truth.Select(run => run.Key).Order(StringComparer.Ordinal), runs.Select(run => run.Name).Order(StringComparer.Ordinal));
        foreach (EventRun run in runs)
        {
            CheckRun(truth[run.Name]!, run, keepsMore: name is "tb_out_of_order" || name.StartsWith("bad_", StringComparison.Ordinal));
        }
    }

    private static void CheckRecord(JsonNode record, EventFileReader reader)
    {
        JsonNode written = record["event"]!;
        JsonArray values = written["summary"]?["value"]?.AsArray() ?? [null];
        foreach (JsonNode? value in values)
        {
            Assert.True(reader.TryRead(out EventRecord read));
            Assert.Equal((long)record["offset"]!, read.Offset);
            Assert.Equal((double)(written["wall_time"] ?? 0d), read.WallTime);
            Assert.Equal(long.Parse((string?)written["step"] ?? "0", CultureInfo.InvariantCulture), read.Step);
            Assert.Equal((string?)value?["tag"], read.Tag?.Name);
            CheckContent(written, value, read);
        }
    }

    private static void CheckContent(JsonNode written, JsonNode? value, scoped in EventRecord read)
    {
        if (value is null)
        {
            byte[]? graph = written["graph_def"] is { } bytes ? Convert.FromBase64String((string)bytes!) : null;
            Assert.Equal(KindOf(written), read.Kind);
            Assert.True(graph is null || read.Payload.SequenceEqual(graph));
        }
        else if (value["simple_value"] is { } simple)
        {
            Assert.Equal(EventKind.Scalar, read.Kind);
            Assert.Equal((float)Number(simple), (float)read.Scalar);
        }
        else if (value["histo"] is { } histo)
        {
            Assert.True(read.TryReadHistogram(out HistogramBins? bins));
            Assert.Equal((double)(histo["num"] ?? 0d), bins.Counts.Sum(), 1e-9);
        }
        else if (value["image"] is { } image)
        {
            EventImage picture = Assert.Single(read.ReadImages());
            Assert.Equal(((int)image["width"]!, (int)image["height"]!), (picture.Width, picture.Height));
            Assert.Equal((string)image["encoded_image_string"]!, Convert.ToBase64String(picture.Encoded));
        }
        else if (read.Kind == EventKind.Hparams && value["metadata"] is { } metadata)
        {
            Assert.Equal((string)metadata["plugin_data"]!["content"]!, Convert.ToBase64String(read.Payload));
            Assert.True(read.TryReadHparams(out _));
        }
        else
        {
            CheckTensor(value["tensor"]!, read);
        }
    }

    private static void CheckTensor(JsonNode tensor, scoped in EventRecord read)
    {
        string[] strings = [.. (tensor["string_val"]?.AsArray() ?? []).Select(text => (string)text!)];
        switch (read.Kind)
        {
            case EventKind.Scalar:
                CheckScalar(tensor, read.Scalar);
                break;
            case EventKind.Text:
                Assert.True(read.TryReadText(out EventText? text));
                Assert.Equal(strings, text.Values.Select(one => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(one))));
                break;
            case EventKind.Image:
                Assert.Equal(strings[2..], read.ReadImages().Select(image => Convert.ToBase64String(image.Encoded)));
                break;
            case EventKind.Layout:
                Assert.Equal(strings[0], Convert.ToBase64String(read.Payload));
                break;
            case EventKind.Histogram:
                Assert.True(read.TryReadHistogram(out _));
                break;
            case EventKind.PrCurve:
                Assert.True(read.TryReadPrCurve(out _));
                break;
            default:
                Assert.Fail($"{read.Kind} {read.Tag?.Name} {tensor}");
                break;
        }
    }

    private static void CheckScalar(JsonNode tensor, double read)
    {
        KeyValuePair<string, JsonNode?> values = tensor.AsObject().SingleOrDefault(
            field => field.Key.EndsWith("_val", StringComparison.Ordinal));
        if (values.Value is null)
        {
            byte[] content = Convert.FromBase64String((string)tensor["tensor_content"]!);
            Assert.Equal(BitConverter.ToSingle(content), read);
            return;
        }

        JsonNode first = values.Value.AsArray()[0]!;
        double expected = values.Key switch
        {
            "half_val" => (double)BitConverter.UInt16BitsToHalf((ushort)first),
            "bool_val" => (bool)first ? 1 : 0,
            "float_val" => (float)Number(first),
            _ => Number(first),
        };
        Assert.Equal(expected, read);
    }

    /// <param name="truth">What TensorBoard sees.</param>
    /// <param name="run">The run.</param>
    /// <param name="keepsMore">Whether TensorBoard drops what is damaged, or goes back in step, and Cairn keeps it.</param>
    private static void CheckRun(JsonNode truth, EventRun run, bool keepsMore)
    {
        Assert.Equal(truth["files"]!.AsObject().Select(file => file.Key), run.Files.Select(file => Path.GetFileName(file)));
        Dictionary<string, List<(long Step, double Value, HistogramBins? Bins)>> tags = ReadTags(run);
        JsonObject expected = truth["tags"]!.AsObject();
        Assert.Equal(
            expected.Where(tag => !IsGraph(tag.Value!)).Select(tag => tag.Key).Order(StringComparer.Ordinal),
            tags.Keys.Order(StringComparer.Ordinal));
        foreach ((string tag, List<(long Step, double Value, HistogramBins? Bins)> values) in tags)
        {
            CheckTag(expected[tag]!, values, keepsMore);
        }
    }

    private static void CheckTag(
        JsonNode truth, List<(long Step, double Value, HistogramBins? Bins)> values, bool keepsMore)
    {
        int count = (int)truth["count"]!;
        Assert.True(keepsMore ? values.Count >= count : values.Count == count);
        JsonNode? only = truth["data"]?["only"] ?? truth["data"]?["last"];
        if (!keepsMore && only?["bucket_count_sum"] is { } sum)
        {
            HistogramBins bins = values[^1].Bins!;
            Assert.Equal((double)sum, bins.Counts.Sum(), 1e-3);
            Assert.Equal((int)only["shape"]![0]!, bins.Counts.Count);
            Assert.Equal((double)(only["left"] ?? 0d), bins.Lefts is [double left, ..] ? left : 0, 1e-5);
            Assert.Equal((double)(only["right"] ?? 0d), bins.Rights is [.., double right] ? right : 0, 1e-5);
        }
        else if (!keepsMore && truth["data"]?["last_value"] is { } last && last.GetValueKind() == System.Text.Json.JsonValueKind.Number)
        {
            Assert.Equal((double)last, values[^1].Value);
        }
    }

    private static Dictionary<string, List<(long Step, double Value, HistogramBins? Bins)>> ReadTags(EventRun run)
    {
        var tags = new Dictionary<string, List<(long, double, HistogramBins?)>>();
        using EventRunReader reader = run.Open();
        while (reader.TryRead(out EventRecord value))
        {
            if (value.Tag is { } tag)
            {
                if (!tags.TryGetValue(tag.Name, out List<(long, double, HistogramBins?)>? values))
                {
                    tags.Add(tag.Name, values = []);
                }

                value.TryReadHistogram(out HistogramBins? bins);
                values.Add((value.Step, value.Scalar, bins));
            }
        }

        return tags;
    }

    private static JsonArray? ErrorsOf(JsonNode truth, string path)
    {
        string run = Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".";
        return truth["runs"]![run]!["files"]![Path.GetFileName(path)]!["errors"]?.AsArray();
    }

    private static long DamagedAt(JsonArray? errors) => errors?
        .Where(error => (string)error!["kind"]! is "bad_data_crc" or "unparsable_event")
        .Select(error => (long)error!["offset"]!)
        .FirstOrDefault(-1) ?? -1;

    private static bool IsTorn(JsonNode? error) =>
        ((string)error!["kind"]!).StartsWith("torn_", StringComparison.Ordinal);

    private static bool IsGraph(JsonNode tag) => ((string)tag["plugin"]!).StartsWith("graph", StringComparison.Ordinal);

    private static EventKind KindOf(JsonNode written) =>
        written["file_version"] is not null ? EventKind.Version
        : written["graph_def"] is not null ? EventKind.Graph
        : written["session_log"] is not null ? EventKind.SessionLog
        : EventKind.Other;

    private static float NumberOfText(string text) => text switch
    {
        "Infinity" => float.PositiveInfinity,
        "-Infinity" => float.NegativeInfinity,
        "NaN" => float.NaN,
        _ => float.Parse(text, CultureInfo.InvariantCulture),
    };

    private static double Number(JsonNode number) => number.GetValueKind() == System.Text.Json.JsonValueKind.String
        ? double.TryParse((string)number!, CultureInfo.InvariantCulture, out double value) ? value : NumberOfText((string)number!)
        : (double)number;
}
