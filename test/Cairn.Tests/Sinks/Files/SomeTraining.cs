using Cairn.Journal;
using Cairn.Recording;

namespace Cairn.Tests.Sinks.Files;

/// <summary>A short story with everything in it that file sinks write down.</summary>
internal static class SomeTraining
{
    public const string Folder = "toto_20261121_143500";

    public const string SecondFolder = "toto_20261121_150000";

    /// <summary>Two runs: one is completed, the other never ends.</summary>
    public static List<JournalBatch> Record(ScriptedJournal journal)
    {
        RunDefinition run = journal.DefineRun(Folder);
        uint epoch = journal.DefineSeries(run, "epoch");
        uint batch = journal.DefineSeries(run, "batch");
        uint loss = journal.DefineSeries(run, "train/loss");
        uint cpu = journal.DefineSeries(run, "system/cpu");

        journal.Text(RecordKind.Event, null, 2, "device", "GPU found");
        journal.Text(RecordKind.RunStarted, run, 0, """{"learning_rate":0.001}""", """{"os":"linux"}""");
        journal.Text(RecordKind.Parameter, run, 0, "learning_rate", "0.001");
        journal.Row(1, (epoch, 0), (batch, 12), (loss, 0.5));
        List<JournalBatch> batches = [journal.Cut()];

        journal.Point(loss, 2, 0.25).Point(cpu, 2, 81.5);
        journal.Row(3, (loss, double.NaN), (cpu, double.PositiveInfinity));
        journal.Text(RecordKind.LogLine, run, 3, "Trainer.Data", "slow batch", "System.Exception: why\n   at Here()");
        batches.Add(journal.Cut());

        RunDefinition second = journal.DefineRun(SecondFolder);
        journal.Text(RecordKind.RunStarted, second, 0, "{}", "{}");
        journal.Text(RecordKind.Event, run.Number, 2, 0, 0.25, "epoch", "epoch 0: loss 0.25", """{"loss":0.25}""");
        journal.Text(RecordKind.Event, run, 3, "warning", "loss is not a number");
        journal.Text(RecordKind.Note, run, 0, "looks\ngood");
        journal.Text(RecordKind.Tag, run, 0, "stage", "test");
        journal.Text(RecordKind.RunEnded, run, (int)RunStatus.Completed, "all epochs", """{"best":0.25}""");
        journal.Point(journal.DefineSeries(second, "val/loss"), 1, 1e-7);
        batches.Add(journal.Cut());
        return batches;
    }
}
