using Cairn.Checkpoints.Retention;
using Cairn.Cli.Output;

namespace Cairn.Cli.Checkpoints;

/// <summary>What pruning did, or would do.</summary>
internal sealed class PruneOutput(
    CliCall call, CheckpointStore store, ModelCheckpoints model, PruneReport report, bool isDryRun)
{
    private readonly TextWriter _out = call.Terminal.Out;

    private int ExitCode => report.Refused is null ? ExitCodes.Done : ExitCodes.Failed;

    public int Write(string kept, TimeSpan keepInTrash)
    {
        if (report.Refused is { } reason)
        {
            throw new CliException($"Nothing was removed. {reason}");
        }

        string name = Plain.Text(model.Name);
        if (report.Removed.Count == 0)
        {
            _out.WriteLine(
                $"Nothing to remove: {name} has {CheckpointText.Count(report.Kept)}; it keeps {kept}, and what has a "
                + "label.");
            return ExitCodes.Done;
        }

        string size = Numbers.Bytes(report.Removed.Sum(one => one.Bytes));
        string did = isDryRun ? "Would move" : "Moved";
        _out.WriteLine($"{did} {CheckpointText.Count(report.Removed.Count)} of {name} to the trash, {size}:");
        CheckpointTable.Write(call, model, report.Removed);
        _out.WriteLine($"{Numbers.Count(report.Kept)} stay{(report.Kept == 1 ? "s" : "")}: {kept}, and what has a label.");
        _out.WriteLine(isDryRun
            ? "Nothing was changed. The same without --dry-run does it."
            : $"Until {Times.Short(call.Now + keepInTrash, call.Context.Time)} each can come back: "
                + "`cairn checkpoints restore ID`.");
        return ExitCodes.Done;
    }

    public int WriteJson()
    {
        JsonOutput.Write(call.Terminal, json =>
        {
            json.Text("model", model.Name);
            json.Flag("is_dry_run", isDryRun);
            json.Objects("removed", report.Removed, one => CheckpointText.WriteJson(json, one, store.Layout));
            json.Integer("kept", report.Kept);
            json.Text("refused", report.Refused);
        });
        return ExitCode;
    }
}
