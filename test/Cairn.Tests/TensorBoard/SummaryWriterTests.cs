using Cairn.IO;
using Cairn.Statistics;
using Cairn.TensorBoard;
using Cairn.Tests.Support;
using Cairn.Tests.TensorBoard.Encoding;

namespace Cairn.Tests.TensorBoard;

public sealed class SummaryWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_added_is_in_the_file_after_a_flush()
    {
        using SummaryWriter writer = Open();
        AddOneOfEach(writer);
        writer.Flush();
        List<WireMessage> events = Events(writer);
        Assert.Equal(
            [
                "loss/train", "weights", "samples", "notes", "pr", "custom_scalars__config__",
                "_hparams_/experiment", "_hparams_/session_start_info", "_hparams_/session_end_info",
            ],
            events.Where(e => e.Has(5)).Select(TagOf));
        Assert.Equal(
            ["scalars", "histograms", "images", "text", "pr_curves", "custom_scalars", "hparams", "hparams", "hparams"],
            events.Where(e => e.Has(5)).Select(PluginOf));
        Assert.Single(events, e => e.Has(4));
        Assert.All(events, e => Assert.Equal(_time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0, e.Double(1)));
        Assert.Equal(0, writer.Lost);
    }

    [Fact]
    public void What_was_not_flushed_is_in_the_file_after_disposal()
    {
        SummaryWriter writer = Open();
        AddOneOfEach(writer);
        writer.Dispose();
        Assert.Equal(10, Events(writer).Count);
    }

    [Fact]
    public void Time_of_a_point_is_kept_to_the_microsecond()
    {
        using SummaryWriter writer = Open();
        DateTimeOffset time = new(2026, 1, 2, 3, 4, 5, 678, 901, TimeSpan.FromHours(2));
        writer.AddScalar("loss", 1, 1, time);
        writer.Flush();
        Assert.Equal(time.ToUnixTimeMilliseconds() + 0.901, Events(writer)[0].Double(1) * 1000, 0.0005);
    }

    [Fact]
    public void First_point_of_a_tag_alone_names_the_plugin()
    {
        using SummaryWriter writer = Open();
        for (int step = 0; step < 3; step++)
        {
            writer.AddScalar("a", step, step);
            writer.AddScalar("b", step, step);
        }

        writer.Flush();
        Assert.Equal(["scalars", "scalars", "", "", "", ""], Events(writer).Select(PluginOf));
    }

    [Fact]
    public void Steps_of_any_size_and_sign_are_kept()
    {
        using SummaryWriter writer = Open();
        long[] steps = [0, 1, -1, int.MaxValue + 1L, long.MaxValue, long.MinValue];
        foreach (long step in steps)
        {
            writer.AddScalar("a", 1, step);
        }

        writer.Flush();
        Assert.Equal(steps, Events(writer).Select(e => e.Integer(2)));
    }

    [Fact]
    public void New_run_has_no_session_start_and_a_resumed_one_has_two()
    {
        using (SummaryWriter first = Open())
        {
            first.AddScalar("a", 1, 9);
            first.Flush();
            Assert.DoesNotContain(Events(first), e => e.Has(7));
        }

        using var second = new SummaryWriter(_folder.Path, 6, PhysicalFileSystem.Instance, _time);
        second.Flush();
        Assert.Equal([(6L, 1L), (6L, 1L)], Events(second).Select(e => (e.Integer(2), e.Message(7).Integer(1))));
    }

    [Fact]
    public void New_file_sorts_behind_the_older_ones_when_the_clock_was_set_back()
    {
        List<string> paths = [];
        for (int i = 0; i < 3; i++)
        {
            using SummaryWriter writer = Open();
            paths.Add(writer.FilePath);
            _time.Advance(TimeSpan.FromDays(-1));
        }

        Assert.Equal(paths, Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Name_that_another_process_took_is_not_taken_again()
    {
        var files = new TakenNames(refusals: 3);
        using var writer = new SummaryWriter(_folder.Path, null, files, _time);
        writer.AddScalar("a", 1, 1);
        writer.Flush();
        Assert.Single(Events(writer));
        Assert.Equal(4, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void Text_that_is_no_Unicode_and_empty_tags_are_mended()
    {
        using SummaryWriter writer = Open();
        writer.AddScalar("", 1, 1);
        writer.AddScalar("Verlust/größe 損失\ud83d", 1, 1);
        writer.AddText("", "half \udc00", 1);
        writer.Flush();
        List<WireMessage> events = Events(writer);
        Assert.Equal(["unnamed", "Verlust/größe 損失\ufffd", "unnamed"], events.Select(TagOf));
        Assert.Equal("half \ufffd", events[2].Message(5).Message(1).Message(8).Text(8));
    }

    [Fact]
    public void Hyperparameters_without_metrics_leave_the_list_to_TensorBoard()
    {
        using SummaryWriter writer = Open();
        writer.AddHparams([new("lr", 0.1), new("lr", 0.2), new("note", null)]);
        writer.Flush();
        WireMessage hparams = Events(writer).Single();
        Assert.Equal("_hparams_/session_start_info", TagOf(hparams));
        WireMessage start = new WireMessage(hparams.Message(5).Message(1).Message(9).Message(1).Bytes(2)).Message(3);
        Assert.Equal([0.2, 0], start.Messages(1).Select(pair => pair.Message(2).Double(2)));
        Assert.Equal("null", start.Messages(1).Last().Message(2).Text(3));
    }

    [Fact]
    public void Bytes_that_are_no_picture_are_refused_and_nothing_is_written()
    {
        using SummaryWriter writer = Open();
        Assert.Throws<ArgumentException>(() => writer.AddImage("a", "GIF89a"u8, 1));
        writer.Flush();
        Assert.Empty(Events(writer));
    }

    [Fact]
    public void Calls_after_disposal_do_nothing_and_are_counted()
    {
        SummaryWriter writer = Open();
        writer.AddScalar("a", 1, 1);
        writer.Dispose();
        writer.Dispose();
        writer.AddScalar("a", 2, 2);
        writer.AddText("b", "x", 2);
        writer.Flush();
        Assert.Single(Events(writer));
        Assert.Equal(2, writer.Lost);
    }

    [Fact]
    public void Scalar_allocates_nothing_once_the_tag_is_known()
    {
        using SummaryWriter writer = Open();
        Fill(writer, 0, 1000);
        writer.Flush();
        Fill(writer, 1000, 2000);
        writer.Flush();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fill(writer, 2000, 3000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private SummaryWriter Open() => new(_folder.Path, null, PhysicalFileSystem.Instance, _time);

    private static void Fill(SummaryWriter writer, int from, int to)
    {
        for (int step = from; step < to; step++)
        {
            writer.AddScalar("loss/train", step, step);
        }
    }

    private static void AddOneOfEach(SummaryWriter writer)
    {
        writer.AddScalar("loss/train", 0.5, 1);
        writer.AddHistogram("weights", [1f, 2f, 3f], 1);
        writer.AddImage("samples", SomePng.Of(4, 3), 1);
        writer.AddText("notes", "**bold**", 1);
        writer.AddPrCurve("pr", PrecisionRecallCurve.Of([true, false], [0.9, 0.2]), 1);
        writer.AddGraph(new ModelGraph().Add(new GraphNode("x", "Input", [])));
        writer.AddLayout(new ScalarLayout([new ScalarCategory("loss", [new ScalarChart("both", ["loss/.*"])])]));
        writer.AddHparams([new("lr", 0.1)], "loss/train");
        writer.EndSession(RunStatus.Completed);
    }

    private static List<WireMessage> Events(SummaryWriter writer) =>
        TfRecords.ReadEvents(File.ReadAllBytes(writer.FilePath));

    private static string TagOf(WireMessage e) => e.Message(5).Message(1).Text(1);

    private static string PluginOf(WireMessage e) =>
        e.Message(5).Message(1).Messages(9).SingleOrDefault()?.Message(1).Text(1) ?? "";

    /// <summary>Another process is a little faster, some times.</summary>
    private sealed class TakenNames(int refusals) : PassingFileSystem(PhysicalFileSystem.Instance)
    {
        private int _left = refusals;

        public override IDurableFile Open(string path, FileIntent intent)
        {
            if (_left-- > 0)
            {
                File.WriteAllBytes(path, []);
            }

            return base.Open(path, intent);
        }
    }
}
