using System.CommandLine;
using Cairn.Cli.Archives;
using Cairn.Cli.Arguments;
using Cairn.Cli.Output;
using Cairn.Inference;

namespace Cairn.Cli.Commands;

/// <summary>Moves old predictions out of the database into an archive.</summary>
internal sealed class CleanupCommand : CairnCommand
{
    private readonly Option<int> _days = new("--days")
    {
        HelpName = "N",
        Description = "Keep predictions of the last N days",
        DefaultValueFactory = _ => InferenceLogger.DefaultDaysToKeep,
    };

    private readonly Option<int?> _maxLines = new("--max-lines")
    {
        HelpName = "N",
        Description = "Keep the last N lines of each shared text log, too",
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only say how many would go" };

    public CleanupCommand() : base("cleanup", "Move old predictions into a compressed, verified archive")
    {
        Options.Add(_days);
        Options.Add(_maxLines);
        Options.Add(_dryRun);
        _days.RequireAtLeast(1);
        _maxLines.RequireAtLeast(0);
    }

    public override IReadOnlyList<string> Examples => ["cairn cleanup --dry-run", "cairn cleanup --days 90 --max-lines 10000"];

    public override int Run(CliCall call)
    {
        call.RequireStore();
        bool isDryRun = call.Get(_dryRun);
        (CleanupReport report, long? freed) = CleanUp(call, isDryRun);
        if (call.Json)
        {
            return WriteJson(call.Terminal, report, freed, isDryRun);
        }

        foreach (string line in Lines(call, report, isDryRun))
        {
            call.Terminal.Out.WriteLine(line);
        }

        if (freed is { } bytes)
        {
            call.Terminal.Out.WriteLine($"Text logs are shorter by {Numbers.Bytes(bytes)}.");
        }

        return ExitCodes.Done;
    }

    private (CleanupReport Report, long? FreedBytes) CleanUp(CliCall call, bool isDryRun)
    {
        using CairnTracker tracker =
            call.Context.OpenTracker(call.Folder, new FailureLines(call.Terminal.Error).Tell);
        using var progress = new CleanupDisplay(call);
        CleanupReport report = tracker.Inference
            .CleanupOldLogsAsync(call.Get(_days), isDryRun, progress, call.Context.Stop)
            .GetAwaiter().GetResult();
        long? freed = call.Get(_maxLines) is { } max && !isDryRun ? tracker.TextLogs.CleanupOldLogs(max) : null;
        return (report, freed);
    }

    private static IEnumerable<string> Lines(CliCall call, CleanupReport report, bool isDryRun)
    {
        string before = Times.Short(report.Before, call.Context.Time);
        if (report is { Archived: 0, Kept: 0 })
        {
            yield return $"Nothing to clean up: no prediction was recorded before {before}.";
            yield break;
        }

        if (isDryRun)
        {
            yield return $"Would archive {Predictions(report.Archived)} recorded before {before}.";
            yield return "Nothing was changed. The same without --dry-run does it.";
            yield break;
        }

        if (report.Path is { } path)
        {
            yield return
                $"Archived {Predictions(report.Archived)} recorded before {before}, {Numbers.Bytes(report.Bytes)}:";
            yield return $"  {Plain.Text(path)}";
        }

        yield return report.Kept == 0
            ? "All of them left the database. It uses the room again; its file does not get smaller."
            : $"{Numbers.Count(report.Deleted)} left the database. {Numbers.Count(report.Kept)} stay: something about "
                + "them changed meanwhile, and the next cleanup takes them, or they are too long to be restored from "
                + "an archive.";
    }

    private static string Predictions(long count) => $"{Numbers.Count(count)} prediction{(count == 1 ? "" : "s")}";

    private static int WriteJson(Terminal terminal, CleanupReport report, long? freed, bool isDryRun) =>
        JsonOutput.Write(terminal, json =>
        {
            json.Flag("is_dry_run", isDryRun);
            json.Time("before_utc", report.Before);
            json.Integer("archived", report.Archived);
            json.Integer("deleted", report.Deleted);
            json.Integer("kept", report.Kept);
            json.Integer("bytes", report.Bytes);
            json.Text("path", report.Path);
            json.Integer("log_bytes_freed", freed);
        });
}
