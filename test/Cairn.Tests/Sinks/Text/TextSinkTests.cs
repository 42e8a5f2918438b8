using Cairn.IO;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Sinks;
using Cairn.Sinks.Text;
using Cairn.Storage;
using Cairn.Tests.Sinks.Files;
using Cairn.Tests.Support;

namespace Cairn.Tests.Sinks.Text;

public sealed class TextSinkTests : FileSinkContract
{
    private const string Log = SomeTraining.Folder + "/training.log";

    private protected override ISink Create(IFileSystem files, LogFileOptions options, LogStore store) =>
        new TextSink(files, options);

    private protected override string TraceOf(int round) => $"round {round}";

    [Fact]
    public void The_log_of_a_run_reads_as_its_story()
    {
        Drain(SomeTraining.Record(Store.Journal));

        Assert.Equal(
            """
            2026-11-21 14:35:01.123 | INFO  | cairn.run            | started: attempt 1 (experiment toto, id id1)
            2026-11-21 14:35:02.123 | INFO  | cairn.parameter      | learning_rate = 0.001
            2026-11-21 14:35:07.123 | WARN  | Trainer.Data         | slow batch
                System.Exception: why
                   at Here()
            2026-11-21 14:35:09.123 | INFO  | cairn.epoch          | epoch 0: loss 0.25
            2026-11-21 14:35:11.123 | INFO  | cairn.note           | looks
                good
            2026-11-21 14:35:12.123 | INFO  | cairn.tag            | stage = test
            2026-11-21 14:35:13.123 | INFO  | cairn.run            | completed after 12.000 s: all epochs

            """,
            Store.Read(Log));
    }

    [Fact]
    public void Events_of_a_run_are_rows_of_their_own()
    {
        Drain(SomeTraining.Record(Store.Journal));

        Assert.Equal(
            """
            2026-11-21 14:35:09.123 | epoch            | 0            | 0.25                   | epoch 0: loss 0.25 | {"loss":0.25}
            2026-11-21 14:35:10.123 | warning          |              |                        | loss is not a number

            """,
            Store.Read(SomeTraining.Folder + "/events.log"));
    }

    [Fact]
    public void What_belongs_to_no_run_goes_to_the_file_of_the_processes()
    {
        Drain(SomeTraining.Record(Store.Journal));

        Assert.Equal(
            "2026-11-21 14:35:00.123 | INFO  | device               | GPU found\n", Store.Read("system_events.txt"));
    }

    [Fact]
    public void A_run_whose_process_died_ends_with_its_last_record()
    {
        Drain(SomeTraining.Record(Store.Journal), andClose: true);

        Assert.EndsWith(
            "2026-11-21 14:35:14.123 | ERROR | cairn.run            | crashed: its process ended without ending the run\n",
            Store.Read(SomeTraining.SecondFolder + "/training.log"),
            StringComparison.Ordinal);
        Assert.DoesNotContain("crashed", Store.Read(Log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunStatus.Failed, "ERROR", "failed")]
    [InlineData(RunStatus.Killed, "WARN ", "killed")]
    public void A_run_that_ended_badly_says_so_at_a_higher_level(RunStatus status, string level, string word)
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        Store.Journal.Text(RecordKind.RunStarted, run, 0, "{}", "{}");
        Store.Journal.Text(RecordKind.RunEnded, run, (int)status, "");
        Drain([Store.Journal.Cut()]);

        Assert.EndsWith(
            $"| {level} | cairn.run            | {word} after 1.000 s\n", Store.Read(Log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\nb", "a\n    b")]
    [InlineData("a\r\nb\rc", "a\n    b\\u000Dc")]
    [InlineData("a\n2026-11-21 14:35:00.123 | INFO  | x", "a\n    2026-11-21 14:35:00.123 | INFO  | x")]
    [InlineData("\u001b[2Jgone\u0000\u0007", "\\u001B[2Jgone\\u0000\\u0007")]
    [InlineData("a\u2028b\u2029c\u0085d", "a\\u2028b\\u2029c\\u0085d")]
    [InlineData("a\u202Eb\u2066c", "a\\u202Eb\\u2066c")]
    [InlineData("tab\tstays, ü 模型 🚀 too", "tab\tstays, ü 模型 🚀 too")]
    public void A_message_can_be_taken_for_nothing_but_a_message(string message, string shown)
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        Store.Journal.Text(RecordKind.LogLine, run, 2, "Host", message);
        Store.Journal.Text(RecordKind.Event, run, 2, message, message, message);
        Drain([Store.Journal.Cut()]);

        Assert.Equal($"2026-11-21 14:35:00.123 | INFO  | Host                 | {shown}\n", Store.Read(Log));
        Assert.Equal(1, Store.Read(SomeTraining.Folder + "/events.log").Count(letter => letter == '\n'));
    }

    [Fact]
    public void A_name_with_a_new_line_stays_in_its_column()
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        Store.Journal.Text(RecordKind.LogLine, run, 4, "Ho\nst", "hi");
        Store.Journal.Text(RecordKind.Parameter, run, 0, "ke\ny", "1");
        Drain([Store.Journal.Cut()]);

        Assert.Equal(
            """
            2026-11-21 14:35:00.123 | ERROR | Ho\nst               | hi
            2026-11-21 14:35:01.123 | INFO  | cairn.parameter      | ke\ny = 1

            """,
            Store.Read(Log));
    }

    [Fact]
    public void A_message_as_long_as_a_frame_is_written_whole()
    {
        string message = new('x', 500_000);
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        Store.Journal.Text(RecordKind.LogLine, run, 2, "Host", message);
        Drain([Store.Journal.Cut()]);

        Assert.EndsWith($"| {message}\n", Store.Read(Log), StringComparison.Ordinal);
    }

    [Fact]
    public void Processes_share_a_file_without_cutting_each_others_lines()
    {
        ScriptedJournal other = Store.NewJournal("journal-2");
        using ISink mine = Create();
        using ISink theirs = Create();
        for (int i = 0; i < 3; i++)
        {
            Store.Journal.Text(RecordKind.LogLine, null, 2, "Mine", $"{i}");
            mine.Write(Store.Journal, Store.Journal.Cut());
            other.Text(RecordKind.LogLine, null, 2, "Theirs", $"{i}");
            theirs.Write(other, other.Cut());
        }

        Assert.Equal(
            ["Mine|0", "Theirs|0", "Mine|1", "Theirs|1", "Mine|2", "Theirs|2"],
            Store.Read("system_events.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(" | ")).Select(columns => $"{columns[2].TrimEnd()}|{columns[3]}"));
    }

    [Fact]
    public void While_another_process_writes_to_the_shared_file_the_sink_is_unavailable()
    {
        Directory.CreateDirectory(Store.Logs);
        Store.Journal.Text(RecordKind.LogLine, null, 2, "Mine", "hello");
        JournalBatch batch = Store.Journal.Cut();
        using ISink sink = Create();

        using (PhysicalFileSystem.Instance.TryLock(Store["system_events.txt.lock"]))
        {
            Assert.Throws<SinkUnavailableException>(() => sink.Write(Store.Journal, batch));
        }

        sink.Write(Store.Journal, batch);
        Assert.EndsWith("| hello\n", Store.Read("system_events.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_line_that_another_process_left_goes_for_it_will_be_written_again()
    {
        Directory.CreateDirectory(Store.Logs);
        File.WriteAllText(Store["system_events.txt"], "theirs\n2026-11-21 14:3");
        Store.Journal.Text(RecordKind.LogLine, null, 2, "Mine", "hello");
        Drain([Store.Journal.Cut()]);

        string text = Store.Read("system_events.txt");
        Assert.StartsWith("theirs\n2026-11-21 14:35:00.123", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_another_process_wrote_after_our_crash_are_kept()
    {
        Store.Journal.Text(RecordKind.LogLine, null, 2, "Mine", "hello");
        JournalBatch batch = Store.Journal.Cut();
        FaultPlan secondCursor = new(1, FileOperations.Move, FromThenOn: true);
        ISink dying = Create(new FaultyFileSystem(PhysicalFileSystem.Instance, secondCursor), new());
        Assert.Throws<SinkUnavailableException>(() => dying.Write(Store.Journal, batch));
        File.AppendAllText(Store["system_events.txt"], "theirs\n");

        Drain([batch]);

        string mine = "2026-11-21 14:35:00.123 | INFO  | Mine                 | hello\n";
        Assert.Equal(mine + "theirs\n", Store.Read("system_events.txt"));
    }

    [Fact]
    public void Lines_that_were_written_before_a_crash_are_found_behind_those_of_another_process()
    {
        Store.Journal.Text(RecordKind.LogLine, null, 2, "Mine", "first");
        Drain([Store.Journal.Cut()]);
        File.AppendAllText(Store["system_events.txt"], "theirs\n");
        Store.Journal.Text(RecordKind.LogLine, null, 2, "Mine", "second");
        JournalBatch batch = Store.Journal.Cut();
        FaultPlan lastCursor = new(1, FileOperations.Move, FromThenOn: true);
        ISink dying = Create(new FaultyFileSystem(PhysicalFileSystem.Instance, lastCursor), new());
        Assert.Throws<SinkUnavailableException>(() => dying.Write(Store.Journal, batch));
        File.AppendAllText(Store["system_events.txt"], "theirs again\n");

        Drain([batch]);

        Assert.Equal(["first", "theirs", "second", "theirs again"], LastColumns());
    }

    [Fact]
    public void Lines_that_were_written_before_a_crash_are_found_where_another_process_has_set_them_aside()
    {
        Store.Journal.Text(RecordKind.LogLine, null, 2, "Mine", "hello");
        JournalBatch batch = Store.Journal.Cut();
        FaultPlan secondCursor = new(1, FileOperations.Move, FromThenOn: true);
        ISink dying = Create(new FaultyFileSystem(PhysicalFileSystem.Instance, secondCursor), new());
        Assert.Throws<SinkUnavailableException>(() => dying.Write(Store.Journal, batch));
        File.Move(Store["system_events.txt"], Store["system_events.1.txt"]);
        File.AppendAllText(Store["system_events.txt"], "theirs\n");

        Drain([batch]);

        Assert.Equal(["theirs"], LastColumns());
    }

    [Fact]
    public void Lines_that_a_crash_kept_from_the_file_are_written_though_another_process_has_written_there()
    {
        Store.Journal.Text(RecordKind.LogLine, null, 2, "Mine", "hello");
        JournalBatch batch = Store.Journal.Cut();
        FaultPlan append = new(1, FileOperations.Write, FromThenOn: true);
        ISink dying = Create(new FaultyFileSystem(PhysicalFileSystem.Instance, append), new());
        Assert.Throws<SinkUnavailableException>(() => dying.Write(Store.Journal, batch));
        File.AppendAllText(Store["system_events.txt"], "theirs\n");

        Drain([batch]);

        Assert.Equal(["theirs", "hello"], LastColumns());
    }

    [Fact]
    public void What_becomes_of_checkpoints_stands_in_one_file_for_runs_and_processes()
    {
        RunDefinition run = Store.Journal.DefineRun(SomeTraining.Folder);
        var metadata = new CheckpointMetadata
        {
            CheckpointId = "dqn_agent_20250725_143500",
            ModelName = "dqn_agent",
            CreatedUtc = DateTimeOffset.UnixEpoch,
            PerformanceMetrics = new Dictionary<string, double>
            {
                ["loss"] = 0.0234,
                ["accuracy"] = 0.87,
                ["grad\nnorm"] = double.NaN,
            },
            Bytes = 12_897_485,
        };
        string json = CheckpointMetadataJson.Write(metadata);
        Checkpoint(run, CheckpointAction.Saved, "dqn_agent", metadata.CheckpointId, json, "best so far");
        Checkpoint(null, CheckpointAction.NotSaved, "enhanced_cnn", "enhanced_cnn_1", "", "disk full\nfree some");
        Checkpoint(null, CheckpointAction.Loaded, "a_model_with_a_long_name", "m_1", "", "");
        Drain([Store.Journal.Cut()]);

        Assert.Equal(
            """
            2026-11-21 14:35:00 | dqn_agent       | SAVED     | dqn_agent_20250725_143500 | loss=0.0234 accuracy=0.87 grad\nnorm=NaN | 12.3 MB | best so far
            2026-11-21 14:35:01 | enhanced_cnn    | NOT_SAVED | enhanced_cnn_1 |  |  | disk full\nfree some
            2026-11-21 14:35:02 | a_model_with_a_long_name | LOADED    | m_1 |  | 

            """,
            Store.Read("checkpoint_events.txt"));
    }

    [Fact]
    public void Every_action_on_a_checkpoint_has_a_word_of_its_own()
    {
        CheckpointAction[] actions = Enum.GetValues<CheckpointAction>();
        foreach (CheckpointAction action in actions)
        {
            Checkpoint(null, action, "m", "m_1", "", "");
        }

        Drain([Store.Journal.Cut()]);

        string[] words = [.. Store.Read("checkpoint_events.txt").TrimEnd().Split('\n').Select(line => line.Split(" | ")[2].TrimEnd())];
        Assert.Equal(actions.Length, words.Distinct().Count());
        Assert.DoesNotContain(words, word => word.StartsWith("ACTION", StringComparison.Ordinal));
    }

    private void Checkpoint(
        RunDefinition? run, CheckpointAction action, string model, string id, string json, string message) =>
        Store.Journal.Text(
            RecordKind.Checkpoint, run?.Number ?? 0, (int)action, 0, double.NaN, model, id, json, message);

    private void Drain(IEnumerable<JournalBatch> batches, bool andClose = false)
    {
        using ISink sink = Create();
        Store.Drain(sink, batches, andClose);
    }

    private IEnumerable<string> LastColumns() =>
        Store.Read("system_events.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(" | ")[^1]);
}
