using Cairn.Cli.Checkpoints;
using Cairn.Cli.Output;
using Cairn.Cli.Predictions;
using Cairn.Cli.Training;
using Cairn.Storage;
using Cairn.Toto.Data;

namespace Cairn.Cli.Forecasting;

/// <summary>Predictions from the data to the outcome, shown and recorded.</summary>
internal static class PredictionSession
{
    /// <param name="call">The invocation.</param>
    /// <param name="plan">What is to be predicted.</param>
    /// <param name="next">Hears where to go from here.</param>
    /// <param name="isQuiet">Whether only what goes wrong is said.</param>
    public static int Run(CliCall call, PredictionPlan plan, NextSteps next, bool isQuiet = false)
    {
        using CheckpointStore store = call.OpenCheckpoints();
        MarketData data = plan.Source.Read();
        var choice = CheckpointChoice.Make(store, plan);
        var walk = new WalkForward(choice, data.Series, plan, call.Context.Time);
        RequireNoOther(call, walk.Contract);
        var line = new ProgressLine(call.Terminal, call.Context.Time, "bars", walk.Count);
        walk.Run(store.Tracker.Inference, line.Show, call.Context.Stop);
        line.Clear();
        string? flushError = Flush(store.Tracker);
        var losses = new LossReport(store.Tracker.Health, flushError, call.Folder);
        if (!isQuiet)
        {
            new PredictionOutcome(call, choice, data.Series, walk, next).Write();
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

    /// <summary>A contract holds for all predictions of a model that have no outcome yet, those of its program as
    /// well.</summary>
    /// <exception cref="CliException">The model has another one.</exception>
    private static void RequireNoOther(CliCall call, ModelContract wanted)
    {
        using IRunStore store = call.Context.OpenStore(call.Folder);
        if (store.Predictions.FindContract(wanted.Model) is { } declared && declared != wanted)
        {
            throw new CliException(
                $"Predictions of {wanted.Model} are judged {PredictionText.Judged(declared)}. These would be judged "
                + $"{PredictionText.Judged(wanted)}, and that would hold for those before as well. Nothing was predicted. Train "
                + "a model of another name for them, with `cairn train --model NAME`, or give bars of the same interval.");
        }
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
