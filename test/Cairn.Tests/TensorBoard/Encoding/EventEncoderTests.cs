using System.Buffers;
using System.Buffers.Binary;
using Cairn.Statistics;
using Cairn.TensorBoard;
using Cairn.TensorBoard.Encoding;

namespace Cairn.Tests.TensorBoard.Encoding;

public class EventEncoderTests
{
    // From the .proto files by hand: key, length, … of each field.
    private const string Time = "09" + "000000000000F03F"; // 1: 1.0
    private const string Step = "10" + "05"; // 2: 5
    private const string Tag = "0A" + "01" + "61"; // 1: "a"

    [Fact]
    public void Scalar_is_what_the_description_of_the_format_says()
    {
        const string shape = "1200"; // 2: no dimension
        const string tensor = "42" + "0A" + "0801" + shape + "2A" + "04" + "00000040"; // 8: float; 5: 2.0f
        const string plugin = "4A" + "0B" + "0A" + "09" + "0A" + "07" + "7363616C617273"; // 9: 1: 1: "scalars"
        Assert.Equal(Time + Step + "2A" + "11" + "0A" + "0F" + Tag + tensor, Hex(Scalar(2, isFirst: false)));
        Assert.Equal(Time + Step + "2A" + "1E" + "0A" + "1C" + Tag + tensor + plugin, Hex(Scalar(2, isFirst: true)));
    }

    [Fact]
    public void Version_and_session_start_are_what_the_description_says()
    {
        const string version = "1A" + "0D" + "627261696E2E4576656E743A32"; // 3: "brain.Event:2"
        const string source = "52" + "07" + "0A" + "05" + "636169726E"; // 10: 1: "cairn"
        Assert.Equal(Time + version + source, Hex(Record(target => EventEncoder.WriteVersion(target, 1))));
        byte[] start = Record(target => EventEncoder.WriteSessionStart(target, 1, 5));
        Assert.Equal(Time + Step + "3A" + "02" + "0801", Hex(start)); // 7: 1: START
    }

    [Fact]
    public void First_record_of_every_step_and_time_leaves_out_defaults()
    {
        byte[] record = Record(target => EventEncoder.WriteScalar(target, 0, 0, "a"u8, 0, isFirst: false));
        Assert.Equal([5], new WireMessage(record).Numbers);
    }

    [Theory]
    [InlineData(double.NaN, float.NaN)]
    [InlineData(double.NegativeInfinity, float.NegativeInfinity)]
    [InlineData(double.MaxValue, float.PositiveInfinity)]
    [InlineData(-1e39, float.NegativeInfinity)]
    [InlineData(1e-50, 0f)]
    [InlineData(0.1, 0.1f)]
    public void Scalars_are_kept_as_32_bits(double value, float kept)
    {
        WireMessage tensor = new WireMessage(Scalar(value, isFirst: false)).Message(5).Message(1).Message(8);
        Assert.Equal(kept, BinaryPrimitives.ReadSingleLittleEndian(tensor.Bytes(5)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Times_that_are_none_are_never_written(double wallTime)
    {
        byte[] record = Record(target => EventEncoder.WriteScalar(target, wallTime, 5, "a"u8, 1, isFirst: true));
        Assert.Equal([2, 5], new WireMessage(record).Numbers);
    }

    [Fact]
    public void Empty_tag_gets_a_name()
    {
        byte[] scalar = Record(target => EventEncoder.WriteScalar(target, 1, 5, default, 1, isFirst: true));
        byte[] text = Record(target => EventEncoder.WriteText(target, 1, 5, "", "x"u8, isFirst: true));
        Assert.All(
            [scalar, text], record => Assert.Equal("unnamed", new WireMessage(record).Message(5).Message(1).Text(1)));
    }

    [Fact]
    public void Picture_has_its_size_as_text_before_it()
    {
        byte[] png = SomePng.Of(16, 300);
        byte[] record = Record(target => EventEncoder.WriteImage(target, 1, 5, "a", png, isFirst: true));
        WireMessage tensor = new WireMessage(record).Message(5).Message(1).Message(8);
        Assert.Equal([7, 3], [tensor.Integer(1), tensor.Message(2).Message(2).Integer(1)]);
        Assert.Equal(["16", "300"], tensor.Texts(8).Take(2));
        Assert.Equal(png, tensor.AllBytes(8).Last());
    }

    [Fact]
    public void Bytes_that_are_no_picture_are_refused()
    {
        byte[] png = SomePng.Of(16, 12);
        for (int at = 0; at < 16; at++)
        {
            byte[] broken = [.. png];
            broken[at] ^= 1;
            AssertRefused(broken);
            AssertRefused(png[..at]);
        }

        AssertRefused(SomePng.Of(0, 12));
        AssertRefused(SomePng.Of(16, -1));
    }

    [Fact]
    public void Histogram_without_bins_is_an_empty_table()
    {
        var histogram = new Histogram([0], [], notFinite: 0);
        byte[] record = Record(target => EventEncoder.WriteHistogram(target, 1, 5, "a", histogram, isFirst: true));
        WireMessage tensor = new WireMessage(record).Message(5).Message(1).Message(8);
        Assert.Equal([1, 2], tensor.Numbers);
        Assert.Equal([0L, 3L], tensor.Message(2).Messages(2).Select(dimension => dimension.Integer(1)));
    }

    [Fact]
    public void Hyperparameters_are_text_finite_numbers_or_flags()
    {
        var hparams = new Dictionary<string, object>
        {
            ["int"] = 3,
            ["long"] = 4L,
            ["float"] = 0.5f,
            ["decimal"] = 1.5m,
            ["flag"] = false,
            ["text"] = "adam",
            ["nan"] = double.NaN,
            ["inf"] = float.PositiveInfinity,
            ["enum"] = DayOfWeek.Friday,
            ["char"] = 'c',
            ["span"] = TimeSpan.FromHours(1),
        };
        WireMessage start = new WireMessage(HparamsMessages.SessionStart(1, hparams, "g")).Message(3);
        var written = start.Messages(1).ToDictionary(pair => pair.Text(1), pair => pair.Message(2));
        Assert.Equal(hparams.Keys.Order(StringComparer.Ordinal), start.Messages(1).Select(pair => pair.Text(1)));
        Assert.Equal(
            [3, 4, 0.5, 1.5], Names("int", "long", "float", "decimal").Select(name => written[name].Double(2)));
        Assert.Equal([4], written["flag"].Numbers);
        Assert.Equal(0, written["flag"].Integer(4));
        Assert.Equal(
            ["adam", "NaN", "Infinity", "Friday", "c", "01:00:00"],
            Names("text", "nan", "inf", "enum", "char", "span").Select(name => written[name].Text(3)));

        WireMessage experiment = new WireMessage(HparamsMessages.Experiment(1, hparams, [])).Message(2);
        Assert.Equal(
            [3, 3, 3, 3, 2, 1, 1, 1, 1, 1, 1], experiment.Messages(4).Select(info => info.Integer(4)));
    }

    [Theory]
    [InlineData(RunStatus.Completed, 1)]
    [InlineData(RunStatus.Failed, 2)]
    [InlineData(RunStatus.Killed, 2)]
    [InlineData(RunStatus.Crashed, 2)]
    [InlineData(RunStatus.Running, 3)]
    public void Status_of_a_run_is_one_of_TensorBoards(RunStatus status, int written) =>
        Assert.Equal(written, new WireMessage(HparamsMessages.SessionEnd(1, status)).Message(4).Integer(1));

    [Fact]
    public void Graph_has_names_inputs_shapes_and_attributes()
    {
        ModelGraph graph = new ModelGraph()
            .Add(new GraphNode("x", "Input", []) { OutputShape = [-1, 4] })
            .Add(new GraphNode("net/linear", "Linear", ["x"])
            {
                Attributes = new Dictionary<string, string> { ["units"] = "8", ["parameters"] = "40" },
            });
        WireMessage message = new(EventEncoder.Encode(graph));
        WireMessage[] nodes = [.. message.Messages(1)];
        Assert.Equal(["x", "net/linear"], nodes.Select(node => node.Text(1)));
        Assert.Equal(["Input", "Linear"], nodes.Select(node => node.Text(2)));
        Assert.Equal("x", nodes[1].Text(3));
        WireMessage shape = nodes[0].Message(5).Message(2).Message(1).Message(7);
        Assert.Equal([-1L, 4L], shape.Messages(2).Select(dimension => dimension.Integer(1)));
        Assert.Equal(["parameters", "units"], nodes[1].Messages(5).Select(attribute => attribute.Text(1)));
        Assert.Equal(["40", "8"], nodes[1].Messages(5).Select(attribute => attribute.Message(2).Text(2)));
    }

    [Fact]
    public void Layout_has_headings_charts_and_tags()
    {
        var layout = new ScalarLayout(
        [
            new ScalarCategory("loss", [new ScalarChart("both", ["loss/train", "loss/val"])]),
            new ScalarCategory("empty", []),
        ]);
        WireMessage[] categories = [.. new WireMessage(EventEncoder.Encode(layout)).Messages(2)];
        Assert.Equal(["loss", "empty"], categories.Select(category => category.Text(1)));
        WireMessage chart = categories[0].Message(2);
        Assert.Equal("both", chart.Text(1));
        Assert.Equal(["loss/train", "loss/val"], chart.Message(2).Texts(1));
    }

    private static byte[] Scalar(double value, bool isFirst) =>
        Record(target => EventEncoder.WriteScalar(target, 1, 5, "a"u8, value, isFirst));

    private static byte[] Record(Action<IBufferWriter<byte>> write)
    {
        var target = new ArrayBufferWriter<byte>();
        write(target);
        return TfRecords.Read(target.WrittenSpan.ToArray()).Single();
    }

    private static void AssertRefused(byte[] png)
    {
        var target = new ArrayBufferWriter<byte>();
        Assert.Throws<ArgumentException>(() => EventEncoder.WriteImage(target, 1, 5, "a", png, isFirst: true));
        Assert.Equal(0, target.WrittenCount);
    }

    private static string[] Names(params string[] names) => names;

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes);
}
