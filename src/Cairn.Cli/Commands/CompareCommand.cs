using System.CommandLine;
using Cairn.Cli.Arguments;
using Cairn.Cli.Comparing;
using Cairn.Storage;

namespace Cairn.Cli.Commands;

/// <summary>Runs side by side.</summary>
internal sealed class CompareCommand : CairnCommand
{
    private readonly Argument<string[]> _runs = new("RUN")
    {
        Description = "Two or more: id, the beginning of an id, name, or `latest`",
        Arity = new ArgumentArity(2, 1000),
    };

    private readonly Option<string[]> _metrics = new("--metric", "-m")
    {
        HelpName = "NAME",
        Description = "Only this metric, may be repeated",
    };

    public CompareCommand() : base("compare", "Put runs side by side: what was different, and which did best")
    {
        Arguments.Add(_runs);
        Options.Add(_metrics);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn compare latest baseline",
        "cairn compare 20261121-14 20261121-15 20261122 --metric val/loss",
        "cairn compare latest baseline --json",
    ];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        RunInfo[] found = [.. call.Get(_runs).Select(asked => RunArgument.Find(call, store, asked)).DistinctBy(run => run.Id)];
        if (found.Length < 2)
        {
            throw new CliException(
                $"All of these names mean run {found[0].Id}. Name two runs; `cairn runs` lists them.", ExitCodes.BadUsage);
        }

        ComparedRun[] runs = [.. found.Select((run, place) => ComparedRun.Read(store, run, place))];
        string[] only = call.Get(_metrics) ?? [];
        RequireKnown(only, runs);
        var comparison = Comparison.Of(runs, only);
        return call.Json ? ComparisonJson.Write(call, comparison) : new ComparisonPage(call, store, comparison).Write();
    }

    private static void RequireKnown(string[] metrics, ComparedRun[] runs)
    {
        HashSet<string> known = [.. runs.SelectMany(run => run.Series).Select(series => series.Name)];
        if (metrics.FirstOrDefault(metric => !known.Contains(metric)) is { } missing)
        {
            throw new CliException(
                $"None of these runs has a metric \"{missing}\". They have {string.Join(", ", known.Order().Take(10))}.");
        }
    }
}
