using Cairn.Cli.Output;
using Cairn.Toto.Training;

namespace Cairn.Cli.Training;

/// <summary>One training from the data to the outcome, shown and recorded.</summary>
internal static class TrainingSession
{
    /// <summary>A training alone, with where to go from there.</summary>
    public static int Run(CliCall call, TrainingPlan plan)
    {
        var next = new NextSteps(call);
        int exitCode = Run(call, plan, next);
        next.Write();
        return exitCode;
    }

    /// <summary>A training that more follows on.</summary>
    public static int Run(CliCall call, TrainingPlan plan, NextSteps next)
    {
        var failures = new FailureLines(call.Terminal.Error);
        using var recorder = new RunRecorder(call, plan, failures.Tell);
        try
        {
            TotoTrainer trainer = CreateTrainer(call, plan, recorder);
            recorder.Begin(trainer);
            TellResumption(call, recorder, trainer);
            TrainingReport report = trainer.Train(call.Context.Stop);
            string? flushError = recorder.Flush();
            return new TrainingOutcome(call, report, recorder, flushError, next).Write();
        }
        catch (Exception exception)
        {
            recorder.Fail(exception);
            throw;
        }
    }

    private static TotoTrainer CreateTrainer(CliCall call, TrainingPlan plan, RunRecorder recorder)
    {
        ITrainingLog log = call.Json
            ? recorder
            : new TrainingLogs(recorder, new TrainingDisplay(call.Terminal, call.Context.Time));
        try
        {
            return new TotoTrainer(plan.Options, plan.Data, log, recorder);
        }
        catch (ArgumentException exception)
        {
            throw new CliException(Sentence.Of(exception));
        }
    }

    private static void TellResumption(CliCall call, RunRecorder recorder, TotoTrainer trainer)
    {
        if (recorder.ResumedFrom is { } checkpoint && !call.Json)
        {
            call.Terminal.Out.WriteLine(Plain.Text(
                $"Going on with run {recorder.Run.Id} behind step {Numbers.Count(trainer.Step)}, from {checkpoint}."));
        }
    }
}
