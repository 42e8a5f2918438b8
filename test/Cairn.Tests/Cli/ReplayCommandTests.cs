using System.Text.Json;
using Cairn.Callbacks;
using Cairn.Cli;
using Cairn.Storage;
using Cairn.Tests.Tracker;

namespace Cairn.Tests.Cli;

public sealed class ReplayCommandTests
{
    private readonly CliHarness _cli = new();

    public ReplayCommandTests()
    {
        RunInfo run = _cli.Store.AddRun("20261121-143000-7f3a");
        _cli.Store.AddSeries(run, "val/loss", 9, 8, 8, 8, 7, 7, 7, 7);
        _cli.Store.AddSeries(run, "val/accuracy", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.6);
        _cli.Store.Parameters["patience"] = "3";
        Add("early_stopping", step: 7, "");
    }

    [Fact]
    public void Without_options_it_finds_the_decisions_of_the_run_again()
    {
        Assert.Equal(ExitCodes.Done, _cli.Run("replay", "latest"));

        Assert.Equal(
            """
            btc / first  20261121-143000-7f3a

                         recorded       replayed
            monitor      val/loss       val/loss
            patience     3              3
            min delta    0              0
            lr patience  —              —
            lr factor    —              —
            epochs       8              8
            stopped      after epoch 7  after epoch 7
            best         7 in epoch 4   7 in epoch 4
            reduced      —              —

            The same decision.

            """,
            _cli.Output,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Another_patience_says_what_it_saves_and_misses()
    {
        Assert.Equal(ExitCodes.Done, _cli.Run("replay", "latest", "--patience", "2"));

        Assert.Contains("epochs       8              4", _cli.Output);
        Assert.Contains("stopped      after epoch 7  after epoch 3", _cli.Output);
        Assert.Contains("It would have stopped 4 epochs earlier, and would have missed the best epoch, 4.", _cli.Output);
        Assert.Contains("A replay cannot know how the losses would have gone on", _cli.Output);
    }

    [Fact]
    public void More_patience_than_epochs_would_have_gone_on()
    {
        _cli.Run("replay", "latest", "--patience", "5");

        Assert.Contains("It would have gone on after the last epoch that was run", _cli.Output);
    }

    [Fact]
    public void A_reduction_of_the_rate_is_tried_out()
    {
        _cli.Run("replay", "latest", "--lr-patience", "0", "--lr-factor", "0.5", "--json");

        JsonElement replayed = _cli.Json.GetProperty("replayed");
        Assert.Equal("[2,3,5,6,7]", replayed.GetProperty("reductions").GetRawText());
        Assert.Equal(0.5, replayed.GetProperty("settings").GetProperty("lr_factor").GetDouble());
        Assert.False(_cli.Json.GetProperty("is_check").GetBoolean());
    }

    [Fact]
    public void Another_metric_may_get_better_upwards()
    {
        _cli.Run("replay", "latest", "--monitor", "val_accuracy", "--maximize", "--patience", "1", "--json");

        Assert.Equal(7, _cli.Json.GetProperty("replayed").GetProperty("stop_epoch").GetInt64());
        Assert.Equal(6, _cli.Json.GetProperty("replayed").GetProperty("best_epoch").GetInt64());
    }

    [Fact]
    public void A_replay_that_decides_otherwise_fails()
    {
        _cli.Store.Events.Clear();
        Add("callback", step: null, """{"callback":"early_stopping","decision":"stop","epoch":5}""");

        Assert.Equal(ExitCodes.Failed, _cli.Run("replay", "latest"));
        Assert.Contains(
            "NOT THE SAME: the run recorded stop after epoch 5; its replay decides stop after epoch 7.", _cli.Output);
    }

    [Fact]
    public void The_summary_of_epochs_is_taken_rather_than_a_series_of_steps()
    {
        _cli.Store.AddSeries(_cli.Store.Runs[0], "epoch/val/loss", 5, 5, 5, 5);

        _cli.Run("replay", "latest", "--patience", "2", "--json");

        Assert.Equal(2, _cli.Json.GetProperty("replayed").GetProperty("stop_epoch").GetInt64());
    }

    [Fact]
    public void A_run_without_patience_or_series_says_what_to_do()
    {
        Assert.Equal(ExitCodes.Failed, _cli.Run("replay", "latest", "--monitor", "val/f1"));
        Assert.Contains("has no series \"val/f1\" to replay. It has: val/loss, val/accuracy.", _cli.Error);

        _cli.Store.Parameters.Clear();
        Assert.Equal(ExitCodes.Failed, _cli.Run("replay", "latest"));
        Assert.Contains("recorded no patience", _cli.Error);
    }

    [Theory]
    [InlineData("--patience", "0")]
    [InlineData("--min-delta", "-1")]
    [InlineData("--lr-patience", "-1")]
    [InlineData("--lr-factor", "1")]
    public void Settings_that_no_callback_takes_are_bad_usage(string option, string value) =>
        Assert.Equal(ExitCodes.BadUsage, _cli.Run("replay", "latest", option, value));

    [Fact]
    public void A_real_run_with_two_monitors_is_found_again_decision_by_decision()
    {
        using var fixture = new TrackerFixture();
        using (CairnTracker tracker = fixture.Open())
        using (Run run = tracker.StartRun("callbacks"))
        {
            Train(run);
            run.Complete();
        }

        _cli.UsesRealStores = true;

        Assert.Equal(ExitCodes.Done, _cli.RunIn(fixture.Store, "replay", "latest"));
        Assert.Contains("The same 4 decisions.", _cli.Output);
    }

    private static void Train(Run run)
    {
        var manager = new CallbackManager(
            [
                new EarlyStopping("val_accuracy", patience: 6) { Goal = MetricGoal.Maximize, StartAfter = 1 },
                new ReduceLROnPlateau("val/loss", patience: 1, factor: 0.5) { Cooldown = 1, MinLearningRate = 0.02 },
            ],
            new WarmupConstant(0.1),
            run);
        manager.OnTrainingStart();
        run.SetParameter("learning_rate", 0.1);
        for (int epoch = 0; epoch < 50; epoch++)
        {
            double loss = epoch < 2 ? 1 : 2, accuracy = epoch < 3 ? epoch * 0.1 : 0.1;
            run.Series("val/loss").Log(epoch, loss);
            run.Series("val/accuracy").Log(epoch, accuracy);
            CallbackState state = new()
            {
                Epoch = epoch,
                Step = epoch * 10 + 10,
                ValLoss = loss,
                Metrics = [("val/accuracy", accuracy)],
            };
            if (manager.OnEpochEnd(state).ShouldStop)
            {
                return;
            }
        }
    }

    private void Add(string kind, long? step, string data) => _cli.Store.Events.Add(
        new RunEvent(_cli.Store.Events.Count + 1, Some.Now, kind, 2, step, null, "", kind, data));
}
