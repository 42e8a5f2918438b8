using System.Text.Json;
using Cairn.Cli.Arguments;
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
    private readonly TrainingReport _report;
    private readonly Run _run;
    private readonly Terminal _terminal;
    private readonly CairnHealth _health;
    private readonly LossReport _losses;

    /// <param name="call">What was asked for.</param>
    /// <param name="report">What came of it.</param>
    /// <param name="recorder">Has been flushed.</param>
    /// <param name="flushError">Why the flush failed; null when it did not.</param>
    public TrainingOutcome(CliCall call, TrainingReport report, RunRecorder recorder, string? flushError)
    {
        (_call, _report, _run, _terminal, _health) = (call, report, recorder.Run, call.Terminal, recorder.Health);
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
            WriteJson();
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
            _ => _losses.IsEmpty ? ExitCodes.Done : ExitCodes.Failed,
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
            WriteNext();
        }
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
            ? $"  run         {_run.Id} in {Plain.Text(_call.Folder)}"
            : $"  run         not in {Plain.Text(_call.Folder)}");
        _terminal.Out.WriteLine(
            $"  records     {Numbers.Count(_health.Accepted)} accepted = {Numbers.Count(_health.Stored)} stored "
            + $"+ {Numbers.Count(_health.Lost)} lost + {Numbers.Count(_health.Pending)} pending{Refused()}");
        _terminal.Out.WriteLine($"  cost        {Cost()}");
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

    private void WriteNext()
    {
        string store = _call.Folder == StoreFolder.Default ? "" : $" --store {_call.Folder}";
        _terminal.Heading("Next");
        foreach (string? command in new[] { "show latest", "series latest train/loss", "runs" })
        {
            _terminal.Out.WriteLine(Plain.Text($"  cairn {command}{store}"));
        }
    }

    private void WriteJson() => JsonOutput.Write(_terminal, json =>
    {
        json.Text("run_id", _run.Id);
        json.Text("store", _call.Folder);
        json.Text("status", RunText.Name(_run.Status));
        json.Text("stop_reason", _report.StopReason.ToString());
        json.Number("elapsed_seconds", _report.Elapsed.TotalSeconds);
        json.Objects("epochs", _report.Epochs, epoch => WriteJson(json, epoch));
        json.Integer("best_epoch", _report.Best?.Epoch);
        json.Object("baseline", () => WriteJson(json, _report.Baseline));
        json.Number("skill", _report.Skill);
        json.Object("recording", () => WriteHealth(json));
    });

    private static void WriteJson(JsonOutput json, EpochRecord epoch)
    {
        json.Integer("epoch", epoch.Epoch);
        json.Number("train_loss", epoch.TrainingLoss);
        json.Object("validation", () => WriteJson(json, epoch.Validation));
        json.Number("samples_per_second", epoch.SamplesPerSecond);
        json.Number("duration_seconds", epoch.Duration.TotalSeconds);
    }

    private static void WriteJson(JsonOutput json, Evaluation evaluation)
    {
        json.Number("loss", evaluation.Loss);
        json.Number("mae", evaluation.MeanAbsoluteError);
        json.Number("mse", evaluation.MeanSquaredError);
    }

    private void WriteHealth(JsonOutput json)
    {
        json.Integer("accepted", _health.Accepted);
        json.Integer("stored", _health.Stored);
        json.Integer("lost", _health.Lost);
        json.Integer("pending", _health.Pending);
        json.Integer("refused", _health.Refused);
        json.Object("losses", () => WriteLosses(json));
        json.Number("mean_log_ns", _health.MeanLogNanoseconds);
        json.Number("share_of_time", OverheadShare);
    }

    private void WriteLosses(JsonOutput json)
    {
        foreach ((LossKind kind, long count) in _health.Losses)
        {
            json.Integer(JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()), count);
        }
    }
}
