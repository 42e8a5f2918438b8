using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Cairn.Statistics;
using Cairn.TensorBoard;
using Cairn.TensorBoard.Encoding;
using Cairn.Tests.TensorBoard.Golden;
using TextEncoding = System.Text.Encoding;

namespace Cairn.Tests.TensorBoard.Encoding;

/// <summary>The same values as TensorBoard's own writers got must become the same bytes, but for titles and
/// descriptions.</summary>
public class EventEncoderGoldenTests
{
    // The NaN of other languages has no sign, .NET's has.
    private static readonly double PlainNaN = BitConverter.UInt64BitsToDouble(0x7ff8_0000_0000_0000);

    [GoldenFact]
    public void Values_are_the_bytes_that_TensorBoard_writes()
    {
        var kinds = new HashSet<string>();
        foreach (GoldenRecord golden in GoldenRecord.Of("tb_"))
        {
            if (golden.Value is not { } value || Encode(golden, value, kinds) is not { } record)
            {
                continue;
            }

            byte[] data = TfRecords.Read(record).Single();
            Assert.Equal(ValueMeaning.Of(golden.Data), ValueMeaning.Of(data));
            if (!IsDescribed(value))
            {
                Assert.Equal(golden.Framed, record);
            }
        }

        Assert.Superset(new HashSet<string> { "scalars", "histograms", "text", "pr_curves", "custom_scalars" }, kinds);
    }

    [GoldenFact]
    public void Session_starts_and_graphs_are_the_bytes_that_TensorBoard_writes()
    {
        int sessions = 0;
        int graphs = 0;
        foreach (GoldenRecord golden in GoldenRecord.Of("t"))
        {
            var record = new ArrayBufferWriter<byte>();
            if (golden.Event.TryGetProperty("session_log", out _))
            {
                EventEncoder.WriteSessionStart(record, golden.WallTime, golden.Step);
                sessions++;
            }
            else if (golden.Event.TryGetProperty("graph_def", out JsonElement graph))
            {
                EventEncoder.WriteGraph(record, golden.WallTime, graph.GetBytesFromBase64());
                graphs++;
            }
            else
            {
                continue;
            }

            Assert.Equal(golden.Framed, record.WrittenSpan);
        }

        Assert.True(sessions >= 2 && graphs >= 2);
    }

    [GoldenFact]
    public void Version_differs_in_the_writers_name_alone()
    {
        GoldenRecord golden = GoldenRecord.Of("tb_only_version").Single();
        var record = new ArrayBufferWriter<byte>();
        EventEncoder.WriteVersion(record, golden.WallTime);
        WireMessage ours = new(TfRecords.Read(record.WrittenSpan.ToArray()).Single());
        WireMessage theirs = new(golden.Data);
        Assert.Equal(theirs.Numbers, ours.Numbers);
        Assert.Equal((theirs.Double(1), theirs.Text(3)), (ours.Double(1), ours.Text(3)));
        Assert.Equal("cairn", ours.Message(10).Text(1));
    }

    [GoldenFact]
    public void Hyperparameters_of_a_run_are_the_bytes_that_TensorBoard_writes()
    {
        int starts = 0;
        foreach (GoldenRecord golden in GoldenRecord.Of("tb_hparams"))
        {
            if (golden.Value?.GetProperty("tag").GetString() != "_hparams_/session_start_info")
            {
                continue;
            }

            byte[] content = Plugin(golden.Value.Value).GetProperty("content").GetBytesFromBase64();
            WireMessage start = new WireMessage(content).Message(3);
            var hparams = start.Messages(1).ToDictionary(
                pair => pair.Text(1), pair => ToObject(pair.Message(2)));
            Assert.Equal(content, HparamsMessages.SessionStart(start.Double(5), hparams, start.Text(4)));
            var record = new ArrayBufferWriter<byte>();
            EventEncoder.WriteHparamStart(record, golden.WallTime, hparams, start.Text(4));
            var ours = ValueMeaning.Of(TfRecords.Read(record.WrittenSpan.ToArray()).Single());
            var theirs = ValueMeaning.Of(golden.Data);
            Assert.Equal(theirs with { PluginContent = string.Empty }, ours with { PluginContent = string.Empty });
            starts++;
        }

        Assert.True(starts >= 3);
    }

    [GoldenFact]
    public void Ends_of_runs_are_the_bytes_that_TensorBoard_writes()
    {
        var statuses = new HashSet<long>();
        foreach (GoldenRecord golden in GoldenRecord.Of("tb_hparams"))
        {
            if (golden.Value?.GetProperty("tag").GetString() != "_hparams_/session_end_info")
            {
                continue;
            }

            byte[] content = Plugin(golden.Value.Value).GetProperty("content").GetBytesFromBase64();
            WireMessage end = new WireMessage(content).Message(4);
            RunStatus status = end.Integer(1) switch
            {
                1 => RunStatus.Completed,
                2 => RunStatus.Failed,
                _ => RunStatus.Running,
            };
            Assert.Equal(content, HparamsMessages.SessionEnd(end.Double(2), status));
            statuses.Add(end.Integer(1));
        }

        Assert.NotEmpty(statuses);
    }

    [GoldenFact]
    public void Experiments_name_what_TensorBoards_own_names()
    {
        GoldenRecord golden = GoldenRecord.Of("tb_hparams").First(
            record => record.Value?.GetProperty("tag").GetString() == "_hparams_/experiment");
        byte[] content = Plugin(golden.Value!.Value).GetProperty("content").GetBytesFromBase64();
        WireMessage theirs = new WireMessage(content).Message(2);
        var hparams = new Dictionary<string, object>
        {
            ["lr"] = 0.1,
            ["batch"] = 16,
            ["opt"] = "adam",
            ["aug"] = true,
            ["layers"] = 2L,
        };
        WireMessage ours = new WireMessage(
            HparamsMessages.Experiment(theirs.Double(3), hparams, ["loss", "acc"])).Message(2);
        Assert.Equal(
            theirs.Messages(4).Select(info => (info.Text(1), info.Integer(4))),
            ours.Messages(4).Select(info => (info.Text(1), info.Integer(4))));
        Assert.Equal(
            theirs.Messages(5).Select(info => info.Message(1).Text(2)),
            ours.Messages(5).Select(info => info.Message(1).Text(2)));
        Assert.Equal(theirs.Double(3), ours.Double(3));
    }

    [GoldenFact]
    public void Layouts_are_the_bytes_that_TensorBoard_writes()
    {
        GoldenRecord golden = GoldenRecord.Of("tb_custom_scalars").First(
            record => record.Value?.GetProperty("tag").GetString() == "custom_scalars__config__");
        JsonElement tensor = golden.Value!.Value.GetProperty("tensor");
        WireMessage theirs = new(tensor.GetProperty("string_val")[0].GetBytesFromBase64());
        var layout = new ScalarLayout([new ScalarCategory("losses", [new ScalarChart("all losses", ["loss/.*"])])]);
        Assert.Equal(theirs.AllBytes(2).First(), new WireMessage(EventEncoder.Encode(layout)).Bytes(2));
    }

    [GoldenFact]
    public void Nodes_of_a_graph_say_what_torch_says()
    {
        GoldenRecord golden = GoldenRecord.Of("torch_graph").First(
            record => record.Event.TryGetProperty("graph_def", out _));
        WireMessage theirs = new(golden.Event.GetProperty("graph_def").GetBytesFromBase64());
        WireMessage relu = theirs.Messages(1).Single(node => node.Text(2) == "aten::relu");
        ModelGraph graph = new ModelGraph().Add(new GraphNode(relu.Text(1), relu.Text(2), [.. relu.Texts(3)])
        {
            OutputShape = [1, 3],
            Attributes = new Dictionary<string, string> { ["attr"] = "{}" },
        });
        WireMessage ours = new(EventEncoder.Encode(graph));
        WireMessage node = ours.Messages(1).Single();
        Assert.Equal(relu.Bytes(1), node.Bytes(1));
        Assert.Equal(relu.Bytes(2), node.Bytes(2));
        Assert.Equal(relu.Texts(3), node.Texts(3));
        Assert.Equal(
            relu.AllBytes(5).Select(Convert.ToHexString).Order(), node.AllBytes(5).Select(Convert.ToHexString).Order());
        Assert.Equal(theirs.Bytes(4), ours.Bytes(4));
    }

    /// <summary>The record with the same value; null for forms that Cairn does not write.</summary>
    private static byte[]? Encode(GoldenRecord golden, JsonElement value, HashSet<string> kinds)
    {
        if (!value.TryGetProperty("tensor", out JsonElement tensor))
        {
            return null;
        }

        bool isFirst = value.TryGetProperty("metadata", out _);
        string tag = value.GetProperty("tag").GetString()!;
        string kind = isFirst ? Plugin(value).GetProperty("plugin_name").GetString()! : KindOf(tag, golden.Folder);
        var record = new ArrayBufferWriter<byte>();
        (double time, long step) = (golden.WallTime, golden.Step);
        switch (kind)
        {
            case "scalars" when IsFloat(tensor) && tensor.TryGetProperty("float_val", out JsonElement floats):
                byte[] utf8 = TextEncoding.UTF8.GetBytes(tag);
                EventEncoder.WriteScalar(record, time, step, utf8, Number(floats[0]), isFirst);
                break;
            case "histograms":
                EventEncoder.WriteHistogram(record, time, step, tag, ToHistogram(tensor), isFirst);
                break;
            case "text" when !tensor.GetProperty("tensor_shape").TryGetProperty("dim", out _):
                EventEncoder.WriteText(
                    record, time, step, tag, tensor.GetProperty("string_val")[0].GetBytesFromBase64(), isFirst);
                break;
            case "pr_curves":
                float[] rows = [.. MemoryMarshal.Cast<byte, float>(Content(tensor))];
                EventEncoder.WritePrCurve(record, time, step, tag, new PrecisionRecallCurve(rows), isFirst);
                break;
            case "custom_scalars":
                EventEncoder.WriteLayout(record, time, tensor.GetProperty("string_val")[0].GetBytesFromBase64());
                break;
            default:
                return null;
        }

        kinds.Add(kind);
        return record.WrittenSpan.ToArray();
    }

    private static string KindOf(string tag, string folder) => folder switch
    {
        "tb_pr_curves" => "pr_curves",
        "tb_scalars_summary_writer" when tag.Length > 0 => "scalars",
        _ => string.Empty,
    };

    private static JsonElement Plugin(JsonElement value) => value.GetProperty("metadata").GetProperty("plugin_data");

    /// <summary>Whether it says more than Cairn does: a title, a description, or a class that the plugin tells
    /// anyway.</summary>
    private static bool IsDescribed(JsonElement value) =>
        value.TryGetProperty("metadata", out JsonElement metadata)
        && metadata.EnumerateObject().Any(property => property.Name != "plugin_data");

    private static bool IsFloat(JsonElement tensor) => tensor.GetProperty("dtype").GetString() == "DT_FLOAT";

    private static byte[] Content(JsonElement tensor) =>
        tensor.TryGetProperty("tensor_content", out JsonElement content) ? content.GetBytesFromBase64() : [];

    private static double Number(JsonElement number) => number.ValueKind switch
    {
        JsonValueKind.Number => number.GetDouble(),
        _ when number.GetString() == "NaN" => PlainNaN,
        _ => double.Parse(number.GetString()!, CultureInfo.InvariantCulture),
    };

    private static Histogram ToHistogram(JsonElement tensor)
    {
        double[] cells = [.. MemoryMarshal.Cast<byte, double>(Content(tensor))];
        double[][] rows = [.. cells.Chunk(3)];
        double[] edges = [.. rows.Select(row => row[0]), rows.Length == 0 ? 0 : rows[^1][1]];
        return new Histogram(edges, [.. rows.Select(row => row[2])], notFinite: 0);
    }

    private static object ToObject(WireMessage any) =>
        any.Has(4) ? any.Integer(4) == 1 : any.Has(3) ? any.Text(3) : any.Double(2);
}
