using System.CommandLine;
using System.CommandLine.Parsing;
using Cairn.Cli.Arguments;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Commands;

/// <summary>The runs of a store, newest first.</summary>
internal sealed class RunsCommand : CairnCommand
{
    private readonly Option<string?> _experiment = new("--experiment", "-e")
    {
        HelpName = "NAME",
        Description = "Only runs of this experiment",
    };

    private readonly Option<RunStatus?> _status = new("--status", "-s")
    {
        HelpName = "STATUS",
        Description = "running, completed, failed, killed or crashed",
        CustomParser = ParseStatus,
    };

    private readonly Option<int> _limit = new("--limit", "-n")
    {
        HelpName = "N",
        Description = "At most this many",
        DefaultValueFactory = _ => 20,
    };

    public RunsCommand() : base("runs", "List runs, newest first")
    {
        Options.Add(_experiment);
        Options.Add(_status);
        Options.Add(_limit);
        _limit.RequireAtLeast(1);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn runs",
        "cairn runs --experiment btc --status failed",
        "cairn runs --json --limit 1",
    ];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        var filter = new RunFilter
        {
            Experiment = call.Get(_experiment),
            Status = call.Get(_status),
            Limit = call.Get(_limit),
        };
        IReadOnlyList<RunInfo> runs = store.ListRuns(filter);
        var losses = runs.ToDictionary(run => run.Id, run => MainLoss.Find(store.ListSeries(run.Id)));
        if (call.Json)
        {
            return WriteJson(call, runs, losses);
        }

        if (runs.Count == 0)
        {
            WriteHint(call, filter);
        }
        else
        {
            WriteTable(call, runs, losses);
        }

        return ExitCodes.Done;
    }

    private static RunStatus? ParseStatus(ArgumentResult result)
    {
        string typed = result.Tokens[0].Value;
        foreach (RunStatus status in Enum.GetValues<RunStatus>())
        {
            if (typed.Equals(RunText.Name(status), StringComparison.OrdinalIgnoreCase))
            {
                return status;
            }
        }

        result.AddError($"\"{typed}\" is no status; give running, completed, failed, killed or crashed.");
        return null;
    }

    private static int WriteJson(
        CliCall call, IReadOnlyList<RunInfo> runs, Dictionary<string, SeriesInfo?> losses) =>
        JsonOutput.Write(call.Terminal, json => json.Objects("runs", runs, run =>
        {
            RunText.WriteJson(json, run, call.Now);
            if (losses[run.Id] is { } loss)
            {
                json.Object("loss", () => SeriesText.WriteJson(json, loss));
            }
        }));

    private static void WriteHint(CliCall call, RunFilter filter)
    {
        bool isFiltered = filter.Experiment is not null || filter.Status is not null;
        call.Terminal.Out.WriteLine(isFiltered
            ? "No run matches. `cairn runs` lists all of them."
            : $"No runs in {Plain.Text(call.Folder)} yet. `cairn demo` records one in under a minute.");
    }

    private static void WriteTable(
        CliCall call, IReadOnlyList<RunInfo> runs, Dictionary<string, SeriesInfo?> losses)
    {
        var table = new Table(
            new("Run"),
            new("Experiment", MinWidth: 8),
            new("Name", MinWidth: 6),
            new("Status"),
            new("Started", DropOrder: 1),
            new("", IsNumber: true),
            new("Took", IsNumber: true),
            new("Loss", IsNumber: true),
            new("Best", IsNumber: true, DropOrder: 3),
            new("Points", IsNumber: true, DropOrder: 2));
        foreach (RunInfo run in runs)
        {
            table.Add(Cells(call, run, losses[run.Id]));
        }

        table.Write(call.Terminal);
    }

    private static Cell[] Cells(CliCall call, RunInfo run, SeriesInfo? loss)
    {
        string none = call.Terminal.Symbols.None;
        return
        [
            Plain.Text(run.Id),
            Plain.Text(run.Experiment),
            RunText.OwnName(run) is { } name ? Plain.Text(name) : none,
            RunText.Status(run.Status),
            Times.Short(run.StartedUtc, call.Context.Time),
            Times.Ago(run.StartedUtc, call.Now),
            RunText.Duration(run, call.Now),
            loss is null ? none : Numbers.Value(loss.Last),
            loss is null ? none : Numbers.Value(loss.Min),
            Numbers.Count(run.PointCount),
        ];
    }
}
