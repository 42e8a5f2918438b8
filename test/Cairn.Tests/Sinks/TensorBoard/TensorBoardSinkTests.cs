using System.Text;
using Cairn.Drawing;
using Cairn.IO;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Sinks;
using Cairn.Sinks.TensorBoard;
using Cairn.Statistics;
using Cairn.TensorBoard;
using Cairn.TensorBoard.Encoding;
using Cairn.Tests.Sinks.Files;
using Cairn.Tests.Support;

namespace Cairn.Tests.Sinks.TensorBoard;

public sealed class TensorBoardSinkTests : FileSinkContract
{
    private const string Version = "version brain.Event:2";

    // 14:35:01.123, at which the first run starts.
    private const string FirstFile = SomeTraining.Folder + "/events.out.tfevents.1795271701.123.journal-1";

    private protected override ISink Create(IFileSystem files, LogFileOptions options, LogStore store) =>
        new TensorBoardSink(files, store.Logs);

    private protected override string TraceOf(int round) => $"loss{round}";

    private protected override void AssertBegunAnew(
        SortedDictionary<string, string> before, SortedDictionary<string, string> after) => Assert.Equal(before, after);

    [Fact]
    public void A_run_becomes_a_file_of_its_scalars_notes_and_hyperparameters()
    {
        Drain(SomeTraining.Record(Store.Journal));

        Assert.Equal(
            [
                Version,
                "start 0",
                "hparams _hparams_/session_start_info 0: start learning_rate=0.001",
                "scalars epoch 1: 0",
                "scalars batch 1: 12",
                "scalars train/loss 1: 0.5",
                "scalars train/loss 2: 0.25",
                "scalars system/cpu 2: 81.5",
                "scalars train/loss 3: NaN",
                "scalars system/cpu 3: Infinity",
                "text note/text 0: looks\ngood",
                "hparams _hparams_/session_end_info 0: end 1",
            ],
            EventFileText.Read(Store[FirstFile]));
    }

    [Fact]
    public void Times_are_those_of_the_records_to_the_millisecond()
    {
        Drain(SomeTraining.Record(Store.Journal)[..1]);

        IReadOnlyList<string> events = EventFileText.Read(Store[FirstFile], withTimes: true);
        Assert.StartsWith("1795271701.123 version", events[0], StringComparison.Ordinal);
        Assert.StartsWith("1795271703.123 scalars", events[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_whose_process_died_gets_the_end_of_its_session()
    {
        Drain(SomeTraining.Record(Store.Journal), andClose: true);

        string file = Assert.Single(Directory.GetFiles(Store[SomeTraining.SecondFolder]));
        Assert.Equal(
            [
                Version,
                "start 0",
                "hparams _hparams_/session_start_info 0: start ",
                "scalars val/loss 1: 1E-07",
                "hparams _hparams_/session_end_info 0: end 2",
            ],
            EventFileText.Read(file));
    }

    [Fact]
    public void Parameters_that_come_before_the_first_value_belong_to_the_session_also_over_a_restart()
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        uint loss = Store.Journal.DefineSeries(run, "loss");
        Store.Journal.Text(
            RecordKind.RunStarted, run, 0, """{"lr":0.1,"model":{"layers":2,"kind":"transformer"},"sizes":[1,2],"deep":true}""");
        WriteByItself(Store.Journal.Cut());
        WriteByItself(Store.Journal.Text(RecordKind.Parameter, run, 0, "lr", "0.2").Cut());
        WriteByItself(Store.Journal.Point(Store.Journal.DefineSeries(run, "system/cpu"), 0, 0.5).Cut());
        WriteByItself(Store.Journal.Text(RecordKind.Parameter, run, 0, "name", "\"grün\"").Cut());
        WriteByItself(Store.Journal.Point(loss, 1, 1).Text(RecordKind.Parameter, run, 0, "late", "1").Cut());

        Assert.Equal(
            [
                Version,
                "start 0",
                "scalars system/cpu 0: 0.5",
                "hparams _hparams_/session_start_info 0: start "
                    + "deep=true lr=0.2 model.kind='transformer' model.layers=2 name='grün' sizes='[1,2]'",
                "scalars loss 1: 1",
            ],
            EventFileText.Read(OnlyFile()).Select(SortHparams));
    }

    [Fact]
    public void A_configuration_that_was_cut_does_no_harm()
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        Store.Journal.Text(RecordKind.RunStarted, run, 0, """{"learning_rate":0.0""");
        Store.Journal.Text(RecordKind.Parameter, run, 0, "broken", "{no json");
        Store.Journal.Text(RecordKind.RunEnded, run, (int)RunStatus.Killed, "");
        Drain([Store.Journal.Cut()]);

        Assert.Equal(
            "hparams _hparams_/session_start_info 0: start broken='{no json'", EventFileText.Read(OnlyFile())[2]);
    }

    [Fact]
    public void Media_of_every_kind_are_written_and_what_is_none_is_left_out()
    {
        byte[] png = Charts.Lines("loss", []);
        byte[] histogram = new Histogram([0, 1, 2], [3, 4], 0).ToBytes();
        float[] curve = [1, 2, 3, 4, 0.5f, 0.25f];
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        Store.Journal.Text(RecordKind.RunStarted, run, 0, "{}");
        Store.Journal.Media(run, MediaKind.Histogram, "weights/模型", 5, histogram);
        Store.Journal.Media(run, MediaKind.Histogram, "broken", 5, [1, 2, 3]);
        Store.Journal.Media(run, MediaKind.Image, "scatter", 6, png);
        Store.Journal.Media(run, MediaKind.Image, "broken", 6, "GIF89a"u8);
        Store.Journal.Media(run, MediaKind.Text, "words", 7, "**so** schön"u8);
        Store.Journal.Media(run, MediaKind.PrCurve, "pr", 8, System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(curve));
        Store.Journal.Media(run, MediaKind.PrCurve, "broken", 8, [1]);
        Store.Journal.Media(run, MediaKind.Graph, "graph", 0, EventEncoder.Encode(new ModelGraph().Add(new("a", "Linear", []))));
        Store.Journal.Media(
            run, MediaKind.ScalarLayout, "layout", 0, EventEncoder.Encode(new ScalarLayout([new("loss", [new("all", ["loss.*"])])])));
        Drain([Store.Journal.Cut()]);

        string[] events = [.. EventFileText.Read(OnlyFile()).Skip(3)];
        Assert.Equal("histograms weights/模型/histogram 5: 0 1 3 1 2 4", events[0]);
        Assert.Equal($"images scatter/image 6: 640|480|{png.Length} bytes of png", events[1]);
        Assert.Equal("text words/text 7: **so** schön", events[2]);
        Assert.Equal("pr_curves pr/pr_curve 8: 1 2 3 4 0.5 0.25", events[3]);
        Assert.StartsWith("graph ", events[4], StringComparison.Ordinal);
        Assert.StartsWith("custom_scalars custom_scalars__config__ 0:", events[5], StringComparison.Ordinal);
        Assert.Equal(6, events.Length);
    }

    [Fact]
    public void A_series_and_what_can_be_looked_at_may_have_one_name()
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        Store.Journal.Text(RecordKind.RunStarted, run, 0, "{}");
        Store.Journal.Media(run, MediaKind.Text, "errors", 1, "none"u8);
        Store.Journal.Point(Store.Journal.DefineSeries(run, "errors"), 1, 0.5);
        Store.Journal.Media(run, MediaKind.Histogram, "errors", 1, new Histogram([0, 1], [2], 0).ToBytes());
        Drain([Store.Journal.Cut()]);

        IEnumerable<string> tags = EventFileText.Read(OnlyFile()).Skip(3).Select(line => line[..line.IndexOf(" 1:", StringComparison.Ordinal)]);
        Assert.Equal(["text errors/text", "scalars errors", "histograms errors/histogram"], tags);
    }

    [Fact]
    public void A_run_that_goes_on_elsewhere_has_a_new_file_behind_the_old_one()
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        Store.Journal.Text(RecordKind.RunStarted, run, 0, "{}");
        Store.Journal.Point(Store.Journal.DefineSeries(run, "loss"), 10, 1);
        Drain([Store.Journal.Cut()], andClose: true);
        string first = OnlyFile();
        byte[] before = File.ReadAllBytes(first);

        ScriptedJournal other = Store.NewJournal("a-journal"); // before the first by its name, and its clock is behind
        RunDefinition resumed = other.DefineRun(SomeTraining.Folder);
        long begun = Store.Journal.Now.ToUnixTimeMilliseconds() + 1;
        other.Text(RecordKind.RunResumed, resumed.Number, 0, begun, 8, "model_7");
        other.Point(other.DefineSeries(resumed, "loss"), 8, 2);
        using (ISink sink = Create())
        {
            sink.Write(other, other.Cut());
        }

        Assert.Equal(before, File.ReadAllBytes(first));
        string[] files = [.. Directory.GetFiles(Store[SomeTraining.Folder]).Order(StringComparer.Ordinal)];
        Assert.Equal(first, files[0]);
        Assert.Equal([Version, "start 8", "scalars loss 8: 2"], EventFileText.Read(Assert.Single(files[1..])));
    }

    [Fact]
    public void A_run_that_goes_on_in_its_process_has_a_new_file_and_a_checkpoint_of_an_unknown_step_takes_nothing_back()
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        Store.Journal.Text(RecordKind.RunStarted, run, 0, "{}");
        Store.Journal.Text(RecordKind.RunEnded, run, (int)RunStatus.Killed, "");
        Store.Journal.Text(RecordKind.RunResumed, run.Number, 0, TextRecord.NoStep, double.NaN, "model_7");
        Store.Journal.Point(Store.Journal.DefineSeries(run, "loss"), 8, 2);
        Drain([Store.Journal.Cut()]);

        string[] files = [.. Directory.GetFiles(Store[SomeTraining.Folder]).Order(StringComparer.Ordinal)];
        Assert.Equal(2, files.Length);
        Assert.Equal([Version, "scalars loss 8: 2"], EventFileText.Read(files[1]));
    }

    [Fact]
    public void A_batch_in_which_a_run_goes_on_can_be_interrupted_at_any_place()
    {
        bool fired = true;
        for (int n = 0; fired; n++)
        {
            using LogStore store = new();
            RunDefinition run = store.Journal.DefineRun(SomeTraining.Folder);
            uint loss = store.Journal.DefineSeries(run, "loss");
            JournalBatch[] batches =
            [
                store.Journal.Text(RecordKind.RunStarted, run, 0, "{}").Point(loss, 0, 0.5).Cut(),
                LongBatchInWhichItGoesOn(store.Journal, run, loss),
            ];
            FaultyFileSystem files = new(PhysicalFileSystem.Instance, new FaultPlan(n, TornBytes: 7));
            using ISink sink = Create(files, new LogFileOptions(), store);
            store.Drain(sink, batches, andClose: true);

            fired = files.Fired;
            string[] kept = [.. Directory.GetFiles(store[SomeTraining.Folder]).Order(StringComparer.Ordinal)];
            Assert.Equal(2, kept.Length);
            Assert.Equal("scalars loss 1: 0.5", EventFileText.Read(kept[0])[^2]);
            Assert.Equal("scalars loss 2: 0.5", EventFileText.Read(kept[1]).First(IsScalar));
        }

        static bool IsScalar(string line) => line.StartsWith("scalars", StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_deleted_is_begun_anew_with_what_comes()
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        uint loss = Store.Journal.DefineSeries(run, "loss");
        using ISink sink = Create();
        sink.Write(Store.Journal, Store.Journal.Text(RecordKind.RunStarted, run, 0, "{}").Point(loss, 1, 1).Cut());
        File.Delete(OnlyFile());

        sink.Write(Store.Journal, Store.Journal.Point(loss, 2, 1).Cut());

        Assert.Equal([Version, "scalars loss 2: 1"], EventFileText.Read(OnlyFile()));
    }

    [Fact]
    public void A_step_that_comes_again_stays_in_order()
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        uint loss = Store.Journal.DefineSeries(run, "loss");
        Drain([Store.Journal.Point(loss, 2, 1).Point(loss, 1, 2).Point(loss, 2, 3).Cut()]);

        Assert.Equal(
            [Version, "scalars loss 2: 1", "scalars loss 1: 2", "scalars loss 2: 3"], EventFileText.Read(OnlyFile()));
    }

    [Fact]
    public void The_bytes_of_a_scalar_are_these()
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        Drain([Store.Journal.Point(Store.Journal.DefineSeries(run, "é"), 300, 1.5).Cut()]);

        byte[] bytes = File.ReadAllBytes(OnlyFile());
        byte[] time = BitConverter.GetBytes(1795271700.123);
        byte[] expected =
        [
            0x09, .. time, // wall_time
            0x10, 0xAC, 0x02, // step 300
            0x2A, 0x1F, 0x0A, 0x1D, // summary, value
            0x0A, 0x02, .. Encoding.UTF8.GetBytes("é"), // tag
            0x42, 0x0A, 0x08, 0x01, 0x12, 0x00, 0x2A, 0x04, 0, 0, 0xC0, 0x3F, // tensor: float, no dimensions, 1.5
            0x4A, 0x0B, 0x0A, 0x09, 0x0A, 0x07, .. "scalars"u8, // metadata: plugin
        ];
        Assert.Contains(Convert.ToHexString(expected), Convert.ToHexString(bytes), StringComparison.Ordinal);
    }

    /// <summary>A point, the end, the beginning, and so many points that they are written before the batch is whole.</summary>
    private static JournalBatch LongBatchInWhichItGoesOn(ScriptedJournal journal, RunDefinition run, uint loss)
    {
        journal.Point(loss, 1, 0.5);
        journal.Text(RecordKind.RunEnded, run, (int)RunStatus.Killed, "");
        journal.Text(RecordKind.RunResumed, run, 0, "model_7");
        for (int step = 2; step < 2000; step++)
        {
            journal.Point(loss, step, 0.5);
        }

        return journal.Cut();
    }

    private static string SortHparams(string line)
    {
        int at = line.IndexOf(": start ", StringComparison.Ordinal) + 8;
        return at < 8 ? line : line[..at] + string.Join(' ', line[at..].Split(' ').Order(StringComparer.Ordinal));
    }

    private string OnlyFile() => Assert.Single(Directory.GetFiles(Store[SomeTraining.Folder]));

    private void WriteByItself(JournalBatch batch)
    {
        using ISink sink = Create();
        sink.Write(Store.Journal, batch);
    }

    private void Drain(IEnumerable<JournalBatch> batches, bool andClose = false)
    {
        using ISink sink = Create();
        Store.Drain(sink, batches, andClose);
    }
}
