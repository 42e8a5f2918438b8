using Cairn.Cli.Output;
using Cairn.Toto.Training;

namespace Cairn.Cli.Training;

/// <summary>What came of a training, what recording it cost, and where to go from here.</summary>
internal sealed class TrainingOutcome
{
    /// <summary>The first digits of a log return that mean something.</summary>
    private const double BasisPoint = 1e-4;

    /// <summary>Smaller shares are noise.</summary>
    private const double LeastShownShare = 1e-4;

    private readonly CliCall _call;
    private readonly NextSteps _next;
    private readonly TrainingReport _report;
    private readonly RunRecorder _recorder;
    private readonly Terminal _terminal;
    private readonly CairnHealth _health;
    private readonly LossReport _losses;

    /// <param name="call">What was asked for.</param>
    /// <param name="report">What came of it.</param>
    /// <param name="recorder">Has been flushed.</param>
    /// <param name="flushError">Why the flush failed; null when it did not.</param>
    /// <param name="next">Hears where to go from here.</param>
    public TrainingOutcome(
        CliCall call, TrainingReport report, RunRecorder recorder, string? flushError, NextSteps next)
    {
        _next = next;
        (_call, _report, _recorder, _terminal, _health) = (call, report, recorder, call.Terminal, recorder.Health);
        _losses = new LossReport(_health, flushError, call.Folder);
    }

    /// <summary>Seconds spent in Cairn's calls as a share of all.</summary>
    private double OverheadShare => _report.Elapsed > TimeSpan.Zero
        ? _health.MeanLogNanoseconds * 1e-9 * _health.Accepted / _report.Elapsed.TotalSeconds
        : 0;

    public int Write()
    {
        if (_call.Json)
        {
            new TrainingOutcomeJson(_report, _recorder, _call.Folder, OverheadShare).Write(_terminal);
        }
        else
        {
            WriteText();
        }

        WriteLosses();
        return _report.StopReason switch
        {
            StopReason.Cancelled => ExitCodes.Interrupted,
            StopReason.Diverged => ExitCodes.Failed,
            _ => _losses.IsEmpty && _recorder.Checkpoints is not { NotSaved: > 0 } ? ExitCodes.Done : ExitCodes.Failed,
        };
    }

    private void WriteText()
    {
        _terminal.Heading($"{Verdict()} after {Epochs(_report.Epochs.Count)} in {Times.Span(_report.Elapsed)}.");
        WriteCourse("train loss", [.. _report.Epochs.Select(epoch => epoch.TrainingLoss)]);
        WriteCourse("val loss", [.. _report.Epochs.Select(epoch => epoch.Validation.Loss)]);
        if (_report.Best is { } best)
        {
            _terminal.Out.WriteLine($"  best        epoch {best.Epoch}: {Figures(best.Validation)}");
            _terminal.Out.WriteLine($"  last close  {Figures(_report.Baseline)}");
            WriteSkill(_report.Skill ?? 0);
        }

        WriteRecording();
        if (_health.Stored > 0)
        {
            AddNext();
        }
    }

    /// <summary>As it can be typed here: below this folder without what leads to it.</summary>
    private static string Near(string directory)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, directory);
        string shown = relative.StartsWith("..", StringComparison.Ordinal) ? directory : relative;
        return shown.Contains(' ', StringComparison.Ordinal) ? $"\"{shown}\"" : shown;
    }

    private static string Epochs(int count) => count == 1 ? "1 epoch" : $"{count} epochs";

    private string Verdict() => _report.StopReason switch
    {
        StopReason.EarlyStopped => "Stopped early, as the validation loss no longer improved,",
        StopReason.Cancelled => "Interrupted",
        StopReason.Diverged => "Failed, as the loss was no longer a number (try a smaller --learning-rate),",
        _ => "Done",
    };

    private void WriteCourse(string name, double[] losses)
    {
        if (losses.Length == 0)
        {
            return;
        }

        string line = _terminal.Styled(Sparkline.Draw(losses, _terminal.Symbols), Style.Cyan);
        _terminal.Out.WriteLine($"  {name,-10}  {line}  {Numbers.Value(losses[0])} -> {Numbers.Value(losses[^1])}");
    }

    private static string Figures(Evaluation evaluation) =>
        $"val loss {Numbers.Value(evaluation.Loss)}, "
        + $"off by {Numbers.Value(evaluation.MeanAbsoluteError / BasisPoint)} basis points";

    private void WriteSkill(double skill)
    {
        string label = "skill";
        foreach (string line in SkillText.Lines(skill))
        {
            _terminal.Out.WriteLine($"  {label,-12}{line}");
            label = "";
        }
    }

    private void WriteRecording()
    {
        _terminal.Heading("Recorded");
        _terminal.Out.WriteLine(_health.Stored > 0
            ? $"  run         {_recorder.Run.Id} in {Plain.Text(_call.Folder)}"
            : $"  run         not in {Plain.Text(_call.Folder)}");
        _terminal.Out.WriteLine(
            $"  records     {Numbers.Count(_health.Accepted)} accepted = {Numbers.Count(_health.Stored)} stored "
            + $"+ {Numbers.Count(_health.Lost)} lost + {Numbers.Count(_health.Pending)} pending{Refused()}");
        _terminal.Out.WriteLine($"  cost        {Cost()}");
        if (_recorder.Checkpoints is { } checkpoints)
        {
            WriteCheckpoints(checkpoints);
        }
    }

    private void WriteCheckpoints(CheckpointReport report)
    {
        string failed = report.NotSaved == 0 ? "" : $", {Numbers.Count(report.NotSaved)} NOT saved";
        string place = report.Saved == 0 ? "" : $", in {report.Folder}";
        _terminal.Out.WriteLine(Plain.Text($"  checkpoints {Numbers.Count(report.Saved)} saved{failed}{place}"));
        if (report.Best is { } best)
        {
            _terminal.Out.WriteLine(Plain.Text($"  best one    {best.CheckpointId}: epoch {best.Epoch}"));
        }
    }

    private string Refused() => _health.Refused == 0 ? "" : $"; {Numbers.Count(_health.Refused)} refused";

    /// <summary>Not the nanoseconds: the few timed calls of a short training are cold ones, and slower than usual.</summary>
    private string Cost() => OverheadShare switch
    {
        _ when _health.MeanLogNanoseconds == 0 => "too few calls to tell",
        < LeastShownShare => $"under {LeastShownShare:0.00%} of the training time",
        var share => $"{share:0.00%} of the training time",
    };

    /// <summary>On standard error, so that it is seen even when the page goes to a file.</summary>
    private void WriteLosses()
    {
        _terminal.Out.Flush();
        foreach (string line in _losses.Lines())
        {
            _terminal.Error.WriteLine(line);
        }
    }

    private void AddNext()
    {
        if (_report.StopReason == StopReason.Cancelled && _recorder.Checkpoints?.Latest is not null)
        {
            _next.Add($"train --resume {_recorder.Run.Id}");
        }

        _next.Add("show latest", "series latest train/loss", "runs");
        if (_recorder.TensorBoardDirectory is { } directory)
        {
            _next.AddOther($"tensorboard --logdir {Near(directory)}");
        }

        if (_recorder.MlflowFolder is { } folder)
        {
            _next.AddOther($"cd {Near(folder)} && mlflow ui");
        }
    }
}
