using Cairn.Cli.Features;
using Cairn.Toto.Training;

namespace Cairn.Cli.Training;

/// <summary>What came of a training, what recording it cost, and where to go from here.</summary>
internal sealed class TrainingOutcome(CliCall call, TrainingReport report, RunRecorder recorder)
{
    /// <summary>The first digits of a log return that mean something.</summary>
    private const double BasisPoint = 1e-4;

    private readonly Terminal _terminal = call.Terminal;
    private readonly CairnHealth _health = recorder.Health;

    /// <summary>Seconds spent in Cairn's calls as a share of all.</summary>
    private double OverheadShare => report.Elapsed > TimeSpan.Zero
        ? _health.MeanLogNanoseconds * 1e-9 * _health.Accepted / report.Elapsed.TotalSeconds
        : 0;

    public int Write()
    {
        if (call.Json) WriteJson();
        else WriteText();
        return report.StopReason switch
        {
            StopReason.Cancelled => ExitCodes.Interrupted,
            StopReason.Diverged => ExitCodes.Failed,
            _ => ExitCodes.Done,
        };
    }

    private void WriteText()
    {
        _terminal.Heading($"{Verdict()} after {Epochs(report.Epochs.Count)} in {Times.Span(report.Elapsed)}.");
        WriteCourse("train loss", [.. report.Epochs.Select(epoch => epoch.TrainingLoss)]);
        WriteCourse("val loss", [.. report.Epochs.Select(epoch => epoch.Validation.Loss)]);
        if (report.Best is { } best)
        {
            _terminal.Out.WriteLine($"  best        epoch {best.Epoch}: {Figures(best.Validation)}");
            _terminal.Out.WriteLine($"  last close  {Figures(report.Baseline)}");
            _terminal.Out.WriteLine($"  skill       {Skill(report.Skill ?? 0)}");
        }

        WriteRecording();
        WriteNext();
    }

    private static string Epochs(int count) => count == 1 ? "1 epoch" : $"{count} epochs";

    private string Verdict() => report.StopReason switch
    {
        StopReason.EarlyStopped => "Stopped early, as the validation loss no longer improved,",
        StopReason.Cancelled => "Interrupted",
        StopReason.Diverged => "Failed, as the loss was no longer a number (try a smaller --learning-rate),",
        _ => "Done",
    };

    private void WriteCourse(string name, double[] losses)
    {
        if (losses.Length == 0) return;
        var line = _terminal.Styled(Sparkline.Draw(losses, _terminal.Symbols), Style.Cyan);
        _terminal.Out.WriteLine($"  {name,-10}  {line}  {Numbers.Value(losses[0])} -> {Numbers.Value(losses[^1])}");
    }

    private static string Figures(Evaluation evaluation) =>
        $"val loss {Numbers.Value(evaluation.Loss)}, "
        + $"off by {Numbers.Value(evaluation.MeanAbsoluteError / BasisPoint)} basis points";

    private static string Skill(double skill) => skill > 0
        ? $"{skill:0.0%} less squared error than repeating the last close"
        : "none: repeating the last close is the better forecast";

    private void WriteRecording()
    {
        _terminal.Heading("Recorded");
        _terminal.Out.WriteLine($"  run         {recorder.Run.Id} in {Plain.Text(call.Folder)}");
        _terminal.Out.WriteLine(
            $"  records     {Numbers.Count(_health.Accepted)} accepted = {Numbers.Count(_health.Stored)} stored "
            + $"+ {Numbers.Count(_health.Lost)} lost + {Numbers.Count(_health.Pending)} pending{Losses()}");
        _terminal.Out.WriteLine(
            $"  cost        {_health.MeanLogNanoseconds:#,0} ns for each call, {OverheadShare:0.0000%} of the time");
    }

    private string Losses() => _health.Losses.Count == 0
        ? ""
        : $" ({string.Join(", ", _health.Losses.Select(loss => $"{loss.Key} {Numbers.Count(loss.Value)}"))})";

    private void WriteNext()
    {
        var store = call.Folder == StoreFolder.Default ? "" : $" --store {call.Folder}";
        _terminal.Heading("Next");
        foreach (var command in new[] { "show latest", "series latest train/loss", "runs" })
            _terminal.Out.WriteLine(Plain.Text($"  cairn {command}{store}"));
    }

    private void WriteJson() => JsonOutput.Write(_terminal, json =>
    {
        json.Text("run_id", recorder.Run.Id);
        json.Text("store", call.Folder);
        json.Text("status", RunText.Name(recorder.Run.Status));
        json.Text("stop_reason", report.StopReason.ToString());
        json.Number("elapsed_seconds", report.Elapsed.TotalSeconds);
        json.Objects("epochs", report.Epochs, epoch => WriteJson(json, epoch));
        json.Integer("best_epoch", report.Best?.Epoch);
        json.Object("baseline", () => WriteJson(json, report.Baseline));
        json.Number("skill", report.Skill);
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
        json.Number("mean_log_ns", _health.MeanLogNanoseconds);
        json.Number("share_of_time", OverheadShare);
    }
}
