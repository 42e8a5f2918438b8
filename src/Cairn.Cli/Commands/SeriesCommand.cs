using System.CommandLine;
using Cairn.Cli.Arguments;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Commands;

/// <summary>One series of a run: a chart for people, exact points for programs.</summary>
internal sealed class SeriesCommand : CairnCommand
{
    private readonly RunArgument _run = new();

    private readonly Argument<string> _name = new("NAME") { Description = "Name of the series, as train/loss" };

    private readonly Option<long?> _from = new("--from") { HelpName = "STEP", Description = "Begin at this step" };

    private readonly Option<long?> _to = new("--to") { HelpName = "STEP", Description = "End with this step" };

    private readonly Option<int> _points = new("--points")
    {
        HelpName = "N",
        Description = "Sum up into at most N buckets; no spike or NaN is lost",
    };

    private readonly Option<bool> _all = new("--all") { Description = "Print every point instead of a chart" };

    private readonly Option<bool> _csv = new("--csv") { Description = "Print CSV: step, time_ms, value" };

    public SeriesCommand() : base("series", "Draw a series, or print its points")
    {
        Arguments.Add(_run);
        Arguments.Add(_name);
        Option[] options = [_from, _to, _points, _all, _csv];
        foreach (Option option in options)
        {
            Options.Add(option);
        }

        _points.RequireAtLeast(1);
        Validators.Add(result =>
        {
            if (result.GetValue(_from) is { } from && result.GetValue(_to) is { } to && from > to)
            {
                result.AddError($"--from is after --to: {from} > {to}.");
            }
        });
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn series latest train/loss",
        "cairn series latest train/loss --from 1000 --to 2000",
        "cairn series latest train/loss --csv > loss.csv",
    ];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        RunInfo run = _run.Find(call, store);
        SeriesInfo series = FindSeries(call, store, run);
        (long from, long to) = (call.Get(_from) ?? long.MinValue, call.Get(_to) ?? long.MaxValue);
        var output = new SeriesOutput(call.Terminal, store, series, from, to);
        int buckets = call.Get(_points);
        if (call.Json)
        {
            return buckets > 0 ? output.WriteBucketsJson(buckets) : output.WritePointsJson();
        }

        if (call.Get(_csv))
        {
            return buckets > 0 ? output.WriteBucketsCsv(buckets) : output.WritePointsCsv();
        }

        return call.Get(_all) ? output.WritePoints() : output.WriteChart(buckets);
    }

    private SeriesInfo FindSeries(CliCall call, IRunStore store, RunInfo run)
    {
        string name = call.Get(_name);
        return store.FindSeries(run.Id, name) ?? throw new CliException(
            $"Run {run.Id} has no series \"{name}\". It has: {Names(store, run)}.");
    }

    private static string Names(IRunStore store, RunInfo run)
    {
        const int shown = 8;
        string[] names = store.ListSeries(run.Id).Select(series => series.Name).ToArray();
        if (names.Length == 0)
        {
            return "none at all";
        }

        string more = names.Length > shown ? $" and {names.Length - shown} more" : "";
        return string.Join(", ", names.Take(shown)) + more;
    }
}
