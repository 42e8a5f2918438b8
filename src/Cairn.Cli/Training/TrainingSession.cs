using Cairn.Cli.Output;
using Cairn.Toto.Data;
using Cairn.Toto.Model;
using Cairn.Toto.Training;

namespace Cairn.Cli.Training;

/// <summary>One training from the data to the outcome, shown and recorded.</summary>
internal static class TrainingSession
{
    public static int Run(CliCall call, TotoOptions options, MarketData data, RunLabels labels)
    {
        var failures = new FailureLines(call.Terminal.Error);
        using var recorder = new RunRecorder(call.Folder, labels, failures.Tell);
        try
        {
            TrainingReport report = CreateTrainer(call, options, data, recorder).Train(call.Context.Stop);
            string? flushError = recorder.Flush();
            return new TrainingOutcome(call, report, recorder, flushError).Write();
        }
        catch (Exception exception)
        {
            recorder.Fail(exception);
            throw;
        }
    }

    private static TotoTrainer CreateTrainer(CliCall call, TotoOptions options, MarketData data, RunRecorder recorder)
    {
        ITrainingLog log = call.Json
            ? recorder
            : new TrainingLogs(recorder, new TrainingDisplay(call.Terminal, call.Context.Time));
        try
        {
            return new TotoTrainer(options, data, log);
        }
        catch (ArgumentException exception)
        {
            throw new CliException(Sentence.Of(exception));
        }
    }
}
