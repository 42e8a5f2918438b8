using Cairn;
using Cairn.Drawing;
using Cairn.TensorBoard;

namespace Guide;

internal static class Recording
{
    public static void All()
    {
        using var tracker = CairnTracker.Open("cairn");
        RunFromBeginToEnd(tracker);
        using Run run = tracker.StartRun("eurusd");
        Values(run);
        Facts(run);
        Media(run, [0.1f, -0.2f, 0.3f], Charts.Scatter("predictions", [1, 2, 3], [1.1, 1.9, 3.2]));
        TellFailures();
        Limits();
        Health(tracker);
        run.Complete();
    }

    private static void RunFromBeginToEnd(CairnTracker tracker)
    {
        #region lifetime
        using Run run = tracker.StartRun("eurusd", [new("seed", 7)], name: "baseline");
        try
        {
            double best = Train(run);
            run.Complete([new("best_val_loss", best)]);
        }
        catch (Exception e)
        {
            run.Fail(e);
            throw;
        }
        #endregion
    }

    private static void Values(Run run)
    {
        #region values
        Series loss = run.Series("train/loss"); // once, outside the loop
        for (int step = 0; step < 100; step++)
        {
            loss.Log(step, 1.0 / (step + 1)); // one point
        }

        run.LogMetrics(100, ("train/loss", 0.01), ("train/accuracy", 0.93)); // several at one step, whole or not at all
        run.LogMetrics(epoch: 1, batch: 7, ("train/loss", 0.01)); // the same, with the series "epoch" and "batch"
        run.LogEpochSummary(1, TimeSpan.FromSeconds(12.5), ("train/loss", 0.01), ("val/loss", 0.02));
        #endregion
    }

    private static void Facts(Run run)
    {
        #region facts
        run.SetParameter("optimizer", "adamw");
        run.SetParameter("api_key", "s3cr3t"); // is stored as ***
        run.SetTag("team", "quant");
        run.SetNote("Second try, with the holidays left out.");
        run.LogEvent("data_reloaded", "Fetched 1,200 new bars", [new("bars", 1200)], step: 100);
        run.LogWarning("Batch 17 took 4 s");
        run.LogError("Could not send the mail", new IOException("connection refused"));
        run.LogBestModel("val/loss", 0.02, epoch: 1, path: "models/best.bin");
        #endregion
    }

    private static void Media(Run run, float[] weights, byte[] picture)
    {
        #region media
        run.LogHistogram("weights/encoder", step: 100, weights); // how values are spread; also gradients and errors
        run.LogImage("predictions", step: 100, picture); // PNG
        run.LogText("notes", step: 100, "Loss jumps at the **daylight-saving** day.");
        run.LogGraph(new ModelGraph()
            .Add(new GraphNode("input", "Input", []))
            .Add(new GraphNode("encoder", "Linear", ["input"])));
        #endregion
    }

    private static void TellFailures()
    {
        #region failures
        var options = new CairnOptions
        {
            OnFailure = failure => Console.Error.WriteLine($"{failure.Kind}: {failure.Message}"),
        };
        using var tracker = CairnTracker.Open("cairn", options);
        #endregion
    }

    private static void Limits()
    {
        #region limits
        var options = new CairnOptions
        {
            SegmentBytes = 16 << 20,
            JournalBudgetBytes = 1L << 30,
        };
        foreach (string error in options.Validate())
        {
            Console.Error.WriteLine(error);
        }
        #endregion
    }

    private static void Health(CairnTracker tracker)
    {
        #region health
        CairnHealth health = tracker.Health;
        Console.WriteLine(
            $"{health.Accepted} accepted = {health.Stored} stored + {health.Lost} lost + {health.Pending} pending");
        Console.WriteLine($"{health.Refused} refused, {health.MeanLogNanoseconds:0} ns a call");
        foreach ((LossKind kind, long count) in health.Losses)
        {
            Console.WriteLine($"{kind}: {count}");
        }
        #endregion
    }

    private static double Train(Run run)
    {
        run.Series("val/loss").Log(0, 0.5);
        return 0.5;
    }
}
