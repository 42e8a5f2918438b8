using Cairn.IO;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Sinks;
using Cairn.Sinks.Text;
using Cairn.Tests.Support;

namespace Cairn.Tests.Sinks.Files;

/// <summary>The files of a run that one process ended and another resumed.</summary>
public class ResumedLogTests
{
    private const string Log = SomeTraining.Folder + "/training.log";

    [Fact]
    public void Whichever_operation_the_second_process_dies_at_every_line_is_there_once()
    {
        string whole = ContentAfterCrash(FaultPlan.Never, out _);
        Assert.Equal(
            ["started", "killed", "resumed", "goes"],
            whole.TrimEnd().Split('\n').Select(line => line.Split(" | ")[3].Split(' ', ':')[0]));

        bool fired = true;
        for (int n = 0; fired; n++)
        {
            string content = ContentAfterCrash(new FaultPlan(n, FromThenOn: true, TornBytes: 9), out fired);
            Assert.True(whole == content, $"Operation {n}: {content}");
        }
    }

    [Fact]
    public void The_first_process_takes_nothing_away_when_it_is_recovered_later()
    {
        using var store = new LogStore();
        EndInFirst(store);
        ScriptedJournal second = store.NewJournal("journal-2");
        Write(second, ResumeIn(second), PhysicalFileSystem.Instance);
        string before = store.Read(Log);

        // Its journal is still there, with a cursor that knows a shorter file.
        using var sink = new TextSink(PhysicalFileSystem.Instance, new LogFileOptions());
        sink.Close(store.Journal);

        Assert.Equal(before, store.Read(Log));
    }

    private static string ContentAfterCrash(FaultPlan plan, out bool fired)
    {
        using var store = new LogStore();
        EndInFirst(store);
        ScriptedJournal second = store.NewJournal("journal-2");
        JournalBatch batch = ResumeIn(second);
        var files = new FaultyFileSystem(PhysicalFileSystem.Instance, plan);
        try
        {
            Write(second, batch, files);
        }
        catch (SinkUnavailableException)
        {
            // At this point it is dead.
        }

        fired = files.Fired;
        Write(second, batch, PhysicalFileSystem.Instance);
        Assert.Single(Directory.GetFiles(store[SomeTraining.Folder], "training*.log"));
        return store.Read(Log);
    }

    private static void EndInFirst(LogStore store)
    {
        RunDefinition run = store.Journal.DefineRun(SomeTraining.Folder);
        store.Journal.Text(RecordKind.RunStarted, run, 0, "{}", "{}");
        store.Journal.Text(RecordKind.RunEnded, run, (int)RunStatus.Killed, "stopped");
        Write(store.Journal, store.Journal.Cut(), PhysicalFileSystem.Instance);
    }

    private static JournalBatch ResumeIn(ScriptedJournal journal)
    {
        RunDefinition run = journal.DefineRun(SomeTraining.Folder);
        journal.Text(RecordKind.RunResumed, run, 0, "model_1");
        journal.Text(RecordKind.Note, run, 0, "goes on");
        return journal.Cut();
    }

    private static void Write(ScriptedJournal journal, JournalBatch batch, IFileSystem files)
    {
        using var sink = new TextSink(files, new LogFileOptions());
        sink.Write(journal, batch);
    }
}
