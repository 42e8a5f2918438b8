using Cairn.Cli.Checkpoints;
using Cairn.Cli.Output;
using Cairn.Cli.Training;
using Cairn.Toto.Data;

namespace Cairn.Cli.Forecasting;

/// <summary>Predictions from the data to the outcome, shown and recorded.</summary>
internal static class PredictionSession
{
    /// <param name="call">The invocation.</param>
    /// <param name="plan">What is to be predicted.</param>
    /// <param name="isQuiet">Whether only what goes wrong is said.</param>
    public static int Run(CliCall call, PredictionPlan plan, bool isQuiet = false)
    {
        using CheckpointStore store = call.OpenCheckpoints();
        MarketData data = plan.Source.Read();
        var choice = CheckpointChoice.Make(store, plan);
        var walk = new WalkForward(choice, data.Series, plan, call.Context.Time);
        var line = new ProgressLine(call.Terminal, call.Context.Time, "bars", walk.Count);
        walk.Run(store.Tracker.Inference, choice.Metadata.ModelName, line.Show, call.Context.Stop);
        line.Clear();
        string? flushError = Flush(store.Tracker);
        var losses = new LossReport(store.Tracker.Health, flushError, call.Folder);
        if (!isQuiet)
        {
            new PredictionOutcome(call, choice, data.Series, walk).Write();
        }

        call.Terminal.Out.Flush();
        foreach (string lost in losses.Lines())
        {
            call.Terminal.Error.WriteLine(lost);
        }

        return call.Context.Stop.IsCancellationRequested ? ExitCodes.Interrupted
            : losses.IsEmpty ? ExitCodes.Done
            : ExitCodes.Failed;
    }

    /// <summary>After this returns null, other processes can read the predictions; else it says why they cannot yet.</summary>
    private static string? Flush(CairnTracker tracker)
    {
        try
        {
            tracker.FlushAsync().GetAwaiter().GetResult();
            return null;
        }
        catch (StoreUnavailableException exception)
        {
            return exception.Message;
        }
    }
}
