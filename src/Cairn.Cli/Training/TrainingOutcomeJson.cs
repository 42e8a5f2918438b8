using System.Text.Json;
using Cairn.Cli.Output;
using Cairn.Toto.Training;

namespace Cairn.Cli.Training;

/// <summary>What came of a training, for programs.</summary>
internal sealed class TrainingOutcomeJson(
    TrainingReport report, RunRecorder recorder, string folder, double overheadShare)
{
    private CairnHealth Health { get; } = recorder.Health;

    public void Write(Terminal terminal) => JsonOutput.Write(terminal, json =>
    {
        json.Text("run_id", recorder.Run.Id);
        json.Text("store", folder);
        json.Text("status", RunText.Name(recorder.Run.Status));
        json.Text("stop_reason", report.StopReason.ToString());
        json.Number("elapsed_seconds", report.Elapsed.TotalSeconds);
        json.Objects("epochs", report.Epochs, epoch => WriteJson(json, epoch));
        json.Integer("best_epoch", report.Best?.Epoch);
        json.Object("baseline", () => WriteJson(json, report.Baseline));
        json.Number("skill", report.Skill);
        json.Object("recording", () => WriteHealth(json));
        json.Text("resumed_from", recorder.ResumedFrom);
        if (recorder.Checkpoints is { } checkpoints)
        {
            json.Object("checkpoints", () => Write(json, checkpoints));
        }
    });

    private static void Write(JsonOutput json, CheckpointReport checkpoints)
    {
        json.Text("model", checkpoints.Model);
        json.Text("folder", checkpoints.Folder);
        json.Integer("saved", checkpoints.Saved);
        json.Integer("not_saved", checkpoints.NotSaved);
        json.Text("latest", checkpoints.Latest?.CheckpointId);
        json.Text("best", checkpoints.Best?.CheckpointId);
    }

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
        json.Integer("accepted", Health.Accepted);
        json.Integer("stored", Health.Stored);
        json.Integer("lost", Health.Lost);
        json.Integer("pending", Health.Pending);
        json.Integer("refused", Health.Refused);
        json.Object("losses", () => WriteLosses(json));
        json.Number("mean_log_ns", Health.MeanLogNanoseconds);
        json.Number("share_of_time", overheadShare);
    }

    private void WriteLosses(JsonOutput json)
    {
        foreach ((LossKind kind, long count) in Health.Losses)
        {
            json.Integer(JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()), count);
        }
    }
}
