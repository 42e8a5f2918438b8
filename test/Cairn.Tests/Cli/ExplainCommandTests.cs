using System.Text.Json;
using Cairn.Cli;
using Cairn.Storage;

namespace Cairn.Tests.Cli;

public sealed class ExplainCommandTests
{
    private readonly CliHarness _cli = new();

    public ExplainCommandTests() => _cli.Store.AddRun("20261121-143000-7f3a");

    [Fact]
    public void Everything_that_was_decided_is_told_by_topic()
    {
        Add("callback", "Warning: val_loss stands still.", """{"callback":"metric_tracker","decision":"warn","epoch":3}""");
        Add("callback", "Learning rate times 0.5, now 0.005: val/loss.", """{"decision":"scale_learning_rate","epoch":4}""");
        Add("best_model", "Best val/loss so far: 0.25 in epoch 4", """{"metric":"val/loss"}""");
        Add("checkpoint", "Saved c_1", """{"action":"saved","checkpoint":"c_1","reason":"epoch 4"}""");
        Add("checkpoint", "Saved c_2", """{"action":"saved","checkpoint":"c_2","reason":"epoch 5"}""");
        Add("checkpoint", "Deleted c_1", """{"action":"removed","checkpoint":"c_1","reason":"beyond the latest 1"}""");
        Add("checkpoint", "Not saved: disk full", """{"action":"not_saved","reason":"disk full"}""");
        Add("resumed", "Resumed from c_2 at step 500", "{}");
        Add("callback", "Training goes back to the last checkpoint: NaN.", """{"decision":"roll_back","epoch":6}""");
        Add("callback", "Training stops: val/loss has not improved.", """{"decision":"stop","epoch":9}""");
        Add("early_stopping", "an echo", "");
        Add("epoch", "Epoch 9 took 2.0 s", "{}");

        Assert.Equal(ExitCodes.Done, _cli.Run("explain", "latest"));

        Assert.Equal(
            """
            btc / first
              run  20261121-143000-7f3a
              end  completed at 14:32:00

            Stopped
              14:35:00  epoch 9: Training stops: val/loss has not improved.

            Learning rate
              14:35:00  epoch 4: Learning rate times 0.5, now 0.005: val/loss.

            Went back
              14:35:00  epoch 6: Training goes back to the last checkpoint: NaN.

            Best
              14:35:00  Best val/loss so far: 0.25 in epoch 4

            Saved
              2 checkpoints, the last:
              14:35:00  Saved c_2 (epoch 5)

            Not saved
              1 checkpoint:
              14:35:00  Not saved: disk full

            Deleted
              1 checkpoint:
              14:35:00  Deleted c_1 (beyond the latest 1)

            Resumed
              14:35:00  Resumed from c_2 at step 500

            Warnings
              14:35:00  epoch 3: Warning: val_loss stands still.

            """,
            _cli.Output,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void For_programs_every_event_stands_under_its_topic()
    {
        Add("checkpoint", "Saved c_1", """{"action":"saved","checkpoint":"c_1"}""");
        Add("checkpoint", "Saved c_2", """{"action":"saved","checkpoint":"c_2"}""");

        _cli.Run("explain", "latest", "--json");

        JsonElement saved = _cli.Json.GetProperty("saved");
        Assert.Equal(["c_1", "c_2"], saved.EnumerateArray().Select(
            one => one.GetProperty("data").GetProperty("checkpoint").GetString()!));
        Assert.Equal(0, _cli.Json.GetProperty("stopped").GetArrayLength());
    }

    [Fact]
    public void A_run_of_many_events_is_read_to_its_end()
    {
        for (int i = 0; i < 2500; i++)
        {
            _cli.Store.AddEvent("epoch", "Epoch");
        }

        Add("early_stopping", "val/loss has not improved since epoch 7.", "");

        _cli.Run("explain", "latest");
        Assert.Contains("  14:35:00  val/loss has not improved since epoch 7.", _cli.Output);
    }

    [Fact]
    public void A_run_that_decided_nothing_says_so()
    {
        Add("callback", "no data at all", "");
        _cli.Run("explain", "latest");
        Assert.Contains("Also", _cli.Output);

        var empty = new CliHarness();
        empty.Store.AddRun("a", status: RunStatus.Running);
        empty.Run("explain", "a");
        Assert.Contains("running still", empty.Output);
        Assert.Contains("No callback decided anything", empty.Output);
    }

    private void Add(string kind, string message, string data) => _cli.Store.Events.Add(
        new RunEvent(_cli.Store.Events.Count + 1, Some.Now, kind, 2, null, null, "", message, data));
}
